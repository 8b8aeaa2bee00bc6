'use client'

import { useState, useTransition } from 'react'
import { acted } from '@/components/desk/acted'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { CodeBlock } from '@/components/ui/text/code-block'
import { reasonWord } from '@/lib/apns/explanations/reason-word'
import { tryCompanyApiAction } from './actions'

type Tried = Extract<Awaited<ReturnType<typeof tryCompanyApiAction>>, { ok: true }>['result']

export function TestRequest({ environmentId }: { environmentId: string }) {
  const [tried, setTried] = useState<Tried>()
  const [refusal, setRefusal] = useState<string>()
  const [isPending, startTransition] = useTransition()
  const attempt = () =>
    startTransition(async () => {
      const state = await acted(() => tryCompanyApiAction(environmentId))
      setTried(state.ok ? state.result : undefined)
      setRefusal(state.ok ? undefined : state.message)
    })
  return (
    <div className="flex max-w-3xl flex-col gap-3">
      <div>
        <Button isPending={isPending} onClick={attempt}>
          Send test request
        </Button>
      </div>
      {refusal && <Callout tone="failure" isLive title={refusal} />}
      {tried && <TriedAnswer tried={tried} />}
    </div>
  )
}

function TriedAnswer({ tried }: { tried: Tried }) {
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
