// Formats figures and tables for the console and the report.

export const milliseconds = (value, digits = 0) =>
  value >= 10_000 ? `${(value / 1_000).toFixed(1)} s` : `${value.toFixed(digits)} ms`;

export const integer = (value) => Math.round(value).toLocaleString("en-US");

export const decimal = (value) => value.toFixed(3);

// A Markdown table whose columns are aligned in plain text too: the first to the left, all others to the right.
export function markdownTable(header, rows) {
  const cells = [header, ...rows].map((row) => row.map((cell) => String(cell).replaceAll("|", "\\|")));
  const widths = header.map((_, column) => Math.max(3, ...cells.map((row) => row[column].length)));
  const pad = (cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]));
  const line = (row) => `| ${row.join(" | ")} |`;
  const rule = widths.map((width, column) => (column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`));
  const [head, ...body] = cells.map((row) => line(row.map(pad)));
  return [head, line(rule), ...body].join("\n");
}
