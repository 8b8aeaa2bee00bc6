/** What a clock on the wall in that zone shows, as a datetime-local field writes it. */
export function wallTime(instant: string, timeZone: string): string {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
      .formatToParts(new Date(instant))
      .map(({ type, value }) => [type, value]),
  )
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`
}

/** The way back. Twice, because the offset at the first guess may be that of the other side of a clock change. */
export function instantOf(wall: string, timeZone: string): string {
  const wanted = Date.parse(`${wall}:00Z`)
  let guess = wanted
  for (let round = 0; round < 2; round++) {
    const shown = Date.parse(`${wallTime(new Date(guess).toISOString(), timeZone)}:00Z`)
    guess += wanted - shown
  }
  return new Date(guess).toISOString()
}
