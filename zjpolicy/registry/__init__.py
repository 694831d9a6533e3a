"""What has a known name: places, units, indicators; and what an unknown name was probably meant for."""
