'use client'

import { type FormEvent, useState } from 'react'
import { writeAsAgentAction } from '@/app/(desk)/simulator/actions'
import { conversationFor } from '@/app/(desk)/simulator/phone/app-chat'
import { unreadOf } from '@/app/(desk)/simulator/phone/chats'
import { usePhone } from '@/app/(desk)/simulator/screens/phone-context'
import { acted } from '@/components/desk/acted'
import { Button } from '@/components/ui/button'
import { RadioGroup } from '@/components/ui/form/radio-group'
import { Select } from '@/components/ui/form/select'
import { TextArea } from '@/components/ui/form/text-area'
import { onDemand } from '@/components/ui/on-demand'
import { type User, userKey } from '@/sdk/user'
import { Panel } from './panel'

const AgentMessageOutcome = onDemand(() =>
  import('./agent-message-outcome').then((loaded) => loaded.AgentMessageOutcome),
)

type Written = { notificationId: string; text: string; customer: string }
type Kind = 'live' | 'proactive'

const shownMax = 6

/** Writes to the phone's customer as an agent or as the platform. */
export function AgentPanel({ environmentId, appName, path }: { environmentId: string; appName: string; path: string }) {
  const { phone, state } = usePhone()
  const [kind, setKind] = useState<Kind>('live')
  const [text, setText] = useState('Good morning! How can I help you?')
  const [recipient, setRecipient] = useState<string>()
  const [written, setWritten] = useState<Written[]>([])
  const [refusal, setRefusal] = useState<string>()
  const [isSending, setIsSending] = useState(false)
  // Keep earlier customers selectable, to check that pushes to them don't reach this phone.
  const chosen = state.knownUsers.find((known) => userKey(known) === recipient)
  const user = chosen ?? state.user ?? state.knownUsers[0]

  async function send(event: FormEvent) {
    event.preventDefault()
    const body = text.trim()
    const conversationId = conversationFor(user, kind)
    if (!user || !body || !conversationId) return
    setIsSending(true)
    const unread = unreadOf(state.chats, userKey(user)) + 1
    const { isOpen } = phone.app.hear({ user, conversationId, text: body })
    const title = kind === 'live' ? `${appName} support` : appName
    const sent = await acted(() =>
      writeAsAgentAction({
        environmentId,
        type: kind,
        user,
        conversationId,
        title,
        body,
        unread: isOpen ? 0 : unread,
      }),
    )
    setIsSending(false)
    setRefusal(sent.ok ? undefined : sent.message)
    if (!sent.ok) return
    setText('')
    setWritten((before) => [{ ...sent.result, text: body, customer: nameOf(user) }, ...before].slice(0, shownMax))
  }

  return (
    <Panel title="Agent">
      <form onSubmit={send} className="flex flex-col gap-3">
        <RadioGroup
          label="Message type"
          name="messageType"
          isLabelHidden
          isInline
          options={[
            { value: 'live', label: 'Live, in the conversation' },
            { value: 'proactive', label: 'Proactive' },
          ]}
          value={kind}
          onValueChange={setKind}
        />
        {user && state.knownUsers.length > 1 && (
          <Select
            label="To"
            name="to"
            value={userKey(user)}
            onValueChange={setRecipient}
            options={state.knownUsers.map((known) => ({ value: userKey(known), label: nameOf(known) }))}
          />
        )}
        <TextArea
          label={user ? `Message to ${nameOf(user)}` : 'Message'}
          rows={2}
          value={text}
          onChange={(event) => setText(event.target.value)}
          hint={user ? undefined : 'Sign in a customer first.'}
        />
        <Button type="submit" disabled={!user || !text.trim()} isPending={isSending}>
          Send message
        </Button>
        {refusal && (
          <p role="alert" className="text-danger-text">
            {refusal}
          </p>
        )}
      </form>
      {written.length > 0 && (
        <ul aria-label="Delivery of messages" className="flex flex-col">
          {written.map((message) => (
            <AgentMessageOutcome key={message.notificationId} {...message} {...{ environmentId, path }} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

const nameOf = (user: User) => ('id' in user ? user.id : user.anonymousId)
