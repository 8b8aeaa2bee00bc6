/** Reads a dashboard stream as a page does: the events so far, and a promise for its end. */
export function readStream<Event>(stream: ReadableStream<Uint8Array>) {
  const reader = stream.getReader()
  const events: Event[] = []
  const signs = { ofLife: 0 }
  const ended = (async () => {
    const decoder = new TextDecoder()
    for (let part = await reader.read(); !part.done; part = await reader.read())
      for (const block of decoder.decode(part.value).split('\n\n')) {
        if (block.startsWith(':')) signs.ofLife++
        if (block.startsWith('data: ')) events.push(JSON.parse(block.slice('data: '.length)))
      }
  })()
  return { events, signs, ended, leave: () => reader.cancel() }
}
