/** Calendar days of the city, as a date field holds them. */
const days = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' })

/** Takes an instant; gives its day in the city: 2026-11-23. */
export function cityDay(instant: string | number): string {
  return days.format(new Date(instant))
}
