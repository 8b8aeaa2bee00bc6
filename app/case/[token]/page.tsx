import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { caseBehind } from '@/app/_server/case-file'
import { Described, DescriptionList } from '@/components/ui/description-list'
import { PageTitle } from '@/components/ui/page-title'
import { Section } from '@/components/ui/section'
import { Outside } from '@/components/ui/text/outside'
import { Wordmark } from '@/components/wordmark'
import type { OpenedCase } from '@/lib/case-files/open-case'
import { CaseSteps } from './case-steps'
import { CaseTimeline } from './case-timeline'
import { UtcTime } from './utc-time'

export const metadata: Metadata = {
  referrer: 'no-referrer',
  robots: { index: false, follow: false },
}

export default async function CasePage({ params }: PageProps<'/case/[token]'>) {
  const opened = await caseBehind((await params).token)
  if (!opened) notFound()
  const { diagnosis, place, takenAt, expiresAt, message } = opened
  const { verdict, customer, notification } = diagnosis
  return (
    <main className="mx-auto flex w-full max-w-3xl flex-col gap-6 px-4 py-8">
      <PageTitle>Case file</PageTitle>
      <header className="flex flex-col gap-3">
        <Wordmark className="self-start" />
        <h1 className="wrap-anywhere font-semibold text-xl tracking-tight">
          {/* Nothing was wrong when the case was shared, so don't ask why. */}
          {verdict.status === 'ok' ? 'Did' : 'Why didn’t'}{' '}
          <Outside>{customer?.userId ?? customer?.anonymousId ?? 'this customer'}</Outside> get it?
        </h1>
        <p className="text-quiet">
          <Outside>{place.company}</Outside>, <Outside>{place.app}</Outside>, {place.environment}. As of{' '}
          <UtcTime at={takenAt} />. This link expires at <UtcTime at={expiresAt.toISOString()} />.
        </p>
      </header>
      <section
        aria-label="Verdict"
        className="flex flex-col gap-2 rounded-surface border border-line-strong bg-neutral-2 p-4"
      >
        <p className="text-lg">
          <Outside>{verdict.sentence}</Outside>
        </p>
        <p className="text-quiet">
          <span className="font-medium text-text">Next: </span>
          <Outside>{verdict.nextAction.sentence}</Outside>
        </p>
        <p className="text-faint text-sm">
          Cause code <span className="font-mono">{verdict.cause}</span>
        </p>
      </section>
      <SinceThen opened={opened} />
      {message && (
        <Section title="Message">
          <DescriptionList>
            <Described term="Title">{message.title && <Outside>{message.title}</Outside>}</Described>
            <Described term="Body">{message.body && <Outside>{message.body}</Outside>}</Described>
          </DescriptionList>
        </Section>
      )}
      <CaseSteps checks={diagnosis.checks} />
      <CaseTimeline deliveries={opened.deliveries} />
      <Section title="IDs">
        <DescriptionList>
          <Described term="Customer">{customer && <span className="font-mono text-sm">{customer.id}</span>}</Described>
          <Described term="Notification">
            {notification && <span className="font-mono text-sm">{notification.id}</span>}
          </Described>
        </DescriptionList>
      </Section>
    </main>
  )
}

function SinceThen({ opened: { since, takenAt } }: { opened: OpenedCase }) {
  return (
    <Section title="What happened since">
      {since.length === 0 ? (
        <p className="text-quiet">
          Nothing about these deliveries has changed since <UtcTime at={takenAt} />.
        </p>
      ) : (
        <ul className="flex flex-col gap-1">
          {since.map(({ deliveryId, at, words }) => (
            <li key={`${deliveryId}:${words}`} className="flex flex-wrap gap-x-3">
              {at && <UtcTime at={at.toISOString()} />}
              <span>{words}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
