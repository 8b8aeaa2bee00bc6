'use client'

import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { classNames } from '@/components/ui/class-names'
import { CodeBlock } from '@/components/ui/text/code-block'
import { CopyButton } from '@/components/ui/text/copy-button'
import { CopyableId } from '@/components/ui/text/copyable-id'
import type { DeliveryAttempt } from './delivery.query'

/** The request as sent and the response as received, with secrets masked. */
export function AttemptDetail({ attempt, isOpen: startsOpen }: { attempt: DeliveryAttempt; isOpen: boolean }) {
  const [isOpen, setOpen] = useState(startsOpen)
  const { request, response, curl } = attempt
  if (!request && !response) return null
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
          className="inline-flex min-h-6 items-center gap-1 rounded-sm text-accent-text"
        >
          <ChevronRight aria-hidden className={classNames('size-3.5 transition-transform', isOpen && 'rotate-90')} />
          Request and response of attempt {attempt.number}
        </button>
        {curl && <CopyButton text={curl} label="Copy as curl" variant="ghost" />}
        {attempt.apnsUniqueId && <CopyableId id={attempt.apnsUniqueId} name="apns-unique-id" />}
      </div>
      {isOpen && (
        <div className="flex min-w-0 flex-col gap-2">
          {request && <CodeBlock label="Request" code={requestText(request)} maxHeightPx={260} isWrapped />}
          <CodeBlock label="Response" code={answerText(attempt)} maxHeightPx={200} isWrapped />
        </div>
      )}
    </div>
  )
}

function requestText({ method, url, headers, body }: NonNullable<DeliveryAttempt['request']>) {
  return [`${method} ${url}`, ...headerLines(headers), ...bodyLines(body)].join('\n')
}

function answerText({ answer, response, durationMs }: DeliveryAttempt) {
  if (!response) return `${answer}, after ${durationMs} ms`
  return [`${answer}, after ${durationMs} ms`, ...headerLines(response.headers), ...bodyLines(response.body)].join('\n')
}

const headerLines = (headers: Record<string, string>) =>
  Object.entries(headers).map(([name, value]) => `${name}: ${value}`)

function bodyLines(body: unknown) {
  if (body === undefined || body === null || body === '') return []
  return ['', typeof body === 'string' ? body : JSON.stringify(body, null, 2)]
}
