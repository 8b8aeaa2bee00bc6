type Hear = (url: string) => void

const hearers = new Set<Hear>()

/** Notifies all listeners that the router starts to navigate. */
export function sayMoving(url: string) {
  for (const hear of hearers) hear(url)
}

export function onMoving(hear: Hear) {
  hearers.add(hear)
  return () => void hearers.delete(hear)
}
