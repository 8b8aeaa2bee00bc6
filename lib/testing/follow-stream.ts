type StreamEvent = { at: number; etag: string; revision: string }

type Follow = { url: string; key?: string; token?: string; lastEventId?: string }

/** Follows an event stream as a phone does, and collects its events with their times. */
export async function followStream({ url, key, token, lastEventId }: Follow) {
  const stop = new AbortController()
  const response = await fetch(`${url}/api/v1/prompt/stream${token === undefined ? '' : `?token=${token}`}`, {
    headers: {
      ...(key && { authorization: `Bearer ${key}` }),
      ...(lastEventId && { 'last-event-id': lastEventId }),
    },
    signal: stop.signal,
  })
  if (!response.body) throw new Error('the stream has no body')
  const events: StreamEvent[] = []
  const ended = readInto(events, response.body).catch((error: unknown) => {
    // We left, or the process was killed: both end the stream.
    if (!(error instanceof Error)) throw error
  })
  return {
    events,
    headers: response.headers,
    /** Resolves when the server closes the stream. */
    ended,
    async leave() {
      stop.abort()
      await ended
    },
  }
}

async function readInto(events: StreamEvent[], body: ReadableStream<Uint8Array>) {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true })
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const data = /^data: (.*)$/m.exec(text.slice(0, end))?.[1]
      text = text.slice(end + 2)
      if (data) events.push({ ...JSON.parse(data), at: Date.now() })
    }
  }
}
