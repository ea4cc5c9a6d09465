// The contrast ratio of two colors (WCAG 2.2), each six hexadecimal digits. The build prepends this file to the scripts
// that need it.
function luminance(hex) {
  const [r, g, b] = hex.match(/../g).map((part) => {
    const value = parseInt(part, 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
}
// biome-ignore lint/correctness/noUnusedVariables: used by the scripts that follow in the built file
function contrast(one, other) {
  const ratio = luminance(one) / luminance(other);
  return Math.max(ratio, 1 / ratio);
}
