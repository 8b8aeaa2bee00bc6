/** Yields the data of each event. Calls `onSilence` if nothing arrives for `silenceMs`; comments count as data. */
export async function* eventsIn(body: ReadableStream<Uint8Array>, silenceMs: number, onSilence: () => void) {
  const decoder = new TextDecoder()
  const reader = body.getReader()
  let pending = ''
  let timer = setTimeout(onSilence, silenceMs)
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      clearTimeout(timer)
      timer = setTimeout(onSilence, silenceMs)
      const blocks = (pending + decoder.decode(value, { stream: true })).replaceAll('\r\n', '\n').split('\n\n')
      pending = blocks.pop() ?? ''
      for (const block of blocks) {
        const data = dataIn(block)
        if (data !== undefined) yield data
      }
    }
  } finally {
    clearTimeout(timer)
    reader.cancel().catch(() => undefined)
  }
}

function dataIn(block: string): string | undefined {
  const lines = block.split('\n').filter((line) => line.startsWith('data:'))
  return lines.length ? lines.map((line) => line.slice(5).trimStart()).join('\n') : undefined
}
