'use client'

import { useState } from 'react'
import { classNames } from '@/components/ui/class-names'
import { Checkbox } from '@/components/ui/form/checkbox'
import { TextArea } from '@/components/ui/form/text-area'
import { CodeBlock } from '@/components/ui/text/code-block'
import { checkTemplate, defaultTemplate, placeholders, renderTemplate } from '@/lib/company-api/template'

type Props = {
  stored: string | null
  entered: Record<string, string> | undefined
  errors: string[] | undefined
}

/** Edits the body template, with a live preview beside it. */
export function TemplateFields({ stored, entered, errors }: Props) {
  const [isDefault, setDefault] = useState(entered ? entered.isDefaultBody !== undefined : stored === null)
  const [template, setTemplate] = useState(entered?.bodyTemplate ?? stored ?? defaultTemplate)
  const problems = isDefault ? [] : checkTemplate(template)
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="mb-2 font-medium">Body</legend>
      <Checkbox name="isDefaultBody" label="Default body" checked={isDefault} onCheckedChange={setDefault} />
      <div className={classNames('grid min-w-0 gap-4', !isDefault && 'lg:grid-cols-2')}>
        {!isDefault && (
          <TextArea
            label="Template"
            name="bodyTemplate"
            isMono
            rows={12}
            value={template}
            onChange={(event) => setTemplate(event.target.value)}
            spellCheck={false}
            errors={problems.length > 0 ? problems : errors}
          />
        )}
        {problems.length === 0 && (
          <CodeBlock label="Example" code={preview(isDefault ? null : template)} maxHeightPx={300} isWrapped />
        )}
      </div>
      {!isDefault && (
        <details className="text-sm">
          <summary className="w-fit cursor-default text-quiet">Placeholders</summary>
          <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
            {Object.entries(placeholders).map(([name, meaning]) => (
              <div key={name} className="contents">
                <dt className="font-mono">{`{{${name}}}`}</dt>
                <dd className="text-quiet">{meaning}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </fieldset>
  )
}

const notificationId = '01993d0c-5d51-7a3b-9c1e-2f4a6b8c0d1e'

function preview(template: string | null) {
  const [title, body] = ['Your agent replied', 'Your card is on its way.']
  const values = {
    authToken: '…',
    deviceToken: '8f4a…c21d',
    address: '8f4a…c21d',
    user: { id: 'customer-1' },
    userId: 'customer-1',
    anonymousId: null,
    type: 'live',
    title,
    body,
    payload: { aps: { alert: { title, body }, sound: 'default' }, pushdesk: { v: 1, notificationId, type: 'live' } },
    notificationId,
    deliveryId: '01993d0c-5d51-7a3b-9c1e-2f4a6b8c0d1f',
    conversationId: 'conversation-1',
    unread: 1,
    sentAt: '2026-01-31T12:00:00.000Z',
    expiresAt: '2026-02-01T12:00:00.000Z',
  }
  return JSON.stringify(renderTemplate(template, values), null, 2)
}
