// Where a time axis is marked.

/** Days at which the axis is marked: round steps of days, months or years, at least `step` days apart. */
export function ticks(first: number, last: number, step: number): number[] {
  const found: number[] = [];
  const day = (y: number, m: number) => Date.UTC(y, m, 1) / 86400000;
  const start = new Date(first * 86400000);
  const months = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200].find((m) => m * 30.4 >= step) ?? 2400;
  if (step <= 15) {
    const every = [1, 2, 5, 7, 14].find((d) => d >= step) ?? 15;
    for (let d = Math.ceil(first / every) * every; d <= last; d += every) found.push(d);
    return found;
  }
  const from = Math.floor((start.getUTCFullYear() * 12 + start.getUTCMonth()) / months) * months;
  for (let m = from; ; m += months) {
    const d = day(Math.floor(m / 12), m % 12);
    if (d > last) return found;
    if (d >= first) found.push(d);
  }
}
