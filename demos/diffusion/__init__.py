"""Diffusion of a Gaussian mixture on the line, where everything is known exactly."""
