import { Outside } from '@/components/ui/text/outside'
import type { CustomerList, Rule } from '@/lib/prompts/content/content'
import { conditionSentence, shareSentence } from '@/lib/prompts/content/sentences'

/** Describes a rule in a sentence, with its attributes and result highlighted. */
export function RuleSentence({ rule, lists }: { rule: Rule; lists: CustomerList[] }) {
  return (
    <>
      {rule.description && (
        <span className="block font-medium">
          <Outside>{rule.description}</Outside>
        </span>
      )}
      <span className="block break-words text-quiet">
        If{' '}
        {rule.conditions.map((condition, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no identity beside their place
          <span key={at}>
            {at > 0 && ' and '}
            <span className="text-text">{conditionSentence(condition, lists)}</span>
          </span>
        ))}
        , <strong className="font-semibold text-text">{shareSentence(rule.share)}</strong>.
      </span>
    </>
  )
}

export function RuleNumber({ number }: { number: number }) {
  return (
    <span
      aria-hidden
      className="mt-0.5 flex size-5 shrink-0 items-center justify-center rounded-full bg-neutral-4 font-medium text-xs"
    >
      {number}
    </span>
  )
}
