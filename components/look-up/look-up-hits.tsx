import { AppWindow, Bell, type LucideIcon, MessagesSquare, Send, Smartphone, UserRound } from 'lucide-react'
import type { Route } from 'next'
import { Outside } from '@/components/ui/text/outside'
import { TextLink } from '@/components/ui/text/text-link'
import type { LookUpAnswer } from '@/lib/look-up/answer'
import { NoMatch } from './no-match'

const icons: Record<LookUpAnswer['groups'][number]['kind'], LucideIcon> = {
  customer: UserRound,
  device: Smartphone,
  delivery: Send,
  notification: Bell,
  conversation: MessagesSquare,
  page: AppWindow,
}

/** Look-up results by group. */
export function LookUpHits({ answer }: { answer: LookUpAnswer }) {
  if (answer.groups.length === 0)
    return (
      <div className="flex flex-col gap-3">
        <p className="text-quiet">{answer.hint}</p>
        {answer.noMatch && <NoMatch noMatch={answer.noMatch} />}
      </div>
    )
  return (
    <div className="flex flex-col gap-3">
      {answer.groups.map(({ kind, heading, hits, cut }) => {
        const Icon = icons[kind]
        return (
          <section key={kind} aria-label={heading} className="flex flex-col gap-1">
            <h2 className="text-faint text-sm">{heading}</h2>
            <ul>
              {hits.map((hit) => (
                <li key={hit.id} className="flex min-h-(--row) flex-wrap items-center gap-x-3 border-b">
                  <span className="flex min-w-0 items-center gap-2">
                    <Icon aria-hidden className="size-3.5 shrink-0 text-faint" />
                    <TextLink variant="row" href={hit.href as Route} className="truncate">
                      <Outside>{hit.title}</Outside>
                    </TextLink>
                  </span>
                  <span className="text-quiet">
                    <Outside>{hit.detail}</Outside>
                  </span>
                  <span className="text-faint text-sm md:ml-auto">{hit.matched}</span>
                </li>
              ))}
            </ul>
            {cut && <p className="text-faint text-sm">{cut}</p>}
          </section>
        )
      })}
    </div>
  )
}
