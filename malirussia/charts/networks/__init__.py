"""The actor network: its layout, its drawing, its words and its report."""
