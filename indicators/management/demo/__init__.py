"""A demonstration: invented history around the figures that a bureau really has, marked wherever it goes."""
