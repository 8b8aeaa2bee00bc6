import { createServer } from 'node:http'

type Attribute = { key: string; value: { stringValue?: string; intValue?: number } }
type Sent = {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  kind: number
  attributes: Attribute[]
  status: { code?: number }
}
type Body = { resourceSpans: { resource: { attributes: Attribute[] }; scopeSpans: { spans: Sent[] }[] }[] }

/** A test collector that receives spans over HTTP, as JSON. */
export async function scriptedCollector() {
  const bodies: Body[] = []
  let status = 200
  let calls = 0
  const server = createServer(async (request, response) => {
    calls += 1
    let text = ''
    for await (const chunk of request.setEncoding('utf8')) text += chunk
    if (status === 200 && request.url === '/v1/traces') bodies.push(JSON.parse(text))
    response.writeHead(status, { 'content-type': 'application/json' }).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const bound = server.address()
  return {
    endpoint: `http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}`,
    answer(next: number) {
      status = next
    },
    calls: () => calls,
    texts: () => JSON.stringify(bodies),
    services: () =>
      bodies.flatMap(({ resourceSpans }) => resourceSpans.map(({ resource }) => factsOf(resource.attributes))),
    spans: () =>
      bodies.flatMap(({ resourceSpans }) =>
        resourceSpans.flatMap(({ scopeSpans }) =>
          scopeSpans.flatMap(({ spans }) => spans.map((span) => ({ ...span, facts: factsOf(span.attributes) }))),
        ),
      ),
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}

const factsOf = (attributes: Attribute[]): Record<string, unknown> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? value.intValue]))
