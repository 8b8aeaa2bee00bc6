'use client'

import { Callout } from '@/components/ui/callout'
import { CodeBlock } from '@/components/ui/text/code-block'
import { reasonWord } from '@/lib/apns/explanations/reason-word'
import type { tryCompanyApiAction } from './actions'

export type Tried = Extract<Awaited<ReturnType<typeof tryCompanyApiAction>>, { ok: true }>['result']

/** The result of a test request to the company API. Its code loads with the request. */
export function TriedAnswer({ tried }: { tried: Tried }) {
  const { outcome, status, request, response, durationMs, meaning, failedAt } = tried
  const isGood = outcome === 'accepted' || status === 410
  return (
    <>
      <Callout
        tone={isGood ? 'good' : 'failure'}
        isLive
        title={
          status === null
            ? `${failedAt === 'token_url' ? 'No access token' : 'No response'}: ${whyNot(tried)}`
            : `Response ${status} after ${durationMs} ms`
        }
      >
        {isGood ? 'The company API can be reached and accepts our requests.' : meaning}
      </Callout>
      <div className="grid min-w-0 gap-3 md:grid-cols-2">
        <CodeBlock
          label="Request (secrets masked)"
          code={lines(`${request.method} ${request.url}`, request.headers, request.body)}
          isWrapped
        />
        {response && (
          <CodeBlock label="Response" code={lines(String(status), response.headers, response.body)} isWrapped />
        )}
      </div>
    </>
  )
}

const whyNot = ({ failedAt, reason, detail }: Tried) =>
  (failedAt === 'token_url' && detail) || reasonWord(reason ?? 'unknown').toLowerCase()

function lines(first: string, headers: Record<string, string>, body: unknown) {
  const told = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  if (body === undefined || body === null || body === '') return [first, ...told].join('\n')
  return [first, ...told, '', typeof body === 'string' ? body : JSON.stringify(body, null, 2)].join('\n')
}
