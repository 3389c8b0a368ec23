"""The recipe that makes an Aisle model pack: data, multi-task training, calibration, export, parity."""
