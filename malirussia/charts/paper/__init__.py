"""The sheet that every chart is drawn on: canvas, type, colours, marks, keys, and the chart that carries its words."""
