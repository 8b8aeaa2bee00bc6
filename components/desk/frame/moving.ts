type Hear = (url: string) => void

const hearers = new Set<Hear>()

/** Tells everyone on the screen that the router sets out for another page. */
export function sayMoving(url: string) {
  for (const hear of hearers) hear(url)
}

export function onMoving(hear: Hear) {
  hearers.add(hear)
  return () => void hearers.delete(hear)
}
