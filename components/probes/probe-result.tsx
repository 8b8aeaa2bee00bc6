import { Callout } from '@/components/ui/callout'
import { Described, DescriptionList } from '@/components/ui/description-list'
import { Outside } from '@/components/ui/text/outside'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { formatList } from '@/lib/format/list'
import { correctedWords, probeFactsOf } from '@/lib/probes/probe-facts'
import type { Probe } from './probes.query'

/** The result of a probe: its progress, then the verdict and the phone's answer. */
export function ProbeResult({ probe }: { probe: Probe }) {
  const { verdict, findings, answer, token, corrections } = probe
  if (!verdict) return <ProbeProgress probe={probe} />
  const facts = answer ? probeFactsOf(answer, token) : []
  return (
    <div className="flex flex-col gap-3">
      <Callout tone={toneOf(verdict.code)} title={verdict.sentence} isLive>
        {verdict.nextAction.sentence}
      </Callout>
      {findings.length > 1 && (
        <ul className="flex list-disc flex-col gap-1 pl-5">
          {findings.slice(1).map(({ code, sentence, nextAction }) => (
            <li key={code}>
              {sentence} <span className="text-quiet">{nextAction.sentence}</span>
            </li>
          ))}
        </ul>
      )}
      {corrections.length > 0 && <p>Pushdesk corrected {formatList(correctedWords(corrections))} from this answer.</p>}
      {facts.length > 0 && (
        <DescriptionList>
          {facts.map(({ term, value, at }) => (
            <Described key={term} term={term}>
              {at ? <RelativeTime at={at} /> : <Outside>{value}</Outside>}
            </Described>
          ))}
        </DescriptionList>
      )}
    </div>
  )
}

function toneOf(code: string) {
  if (code === 'everything_on') return 'good'
  return code === 'not_sent' ? 'failure' : 'warning'
}

/** Asked → accepted → answered, with the seconds that the phone has left. */
function ProbeProgress({ probe: { state, waitedSeconds, waitSeconds } }: { probe: Probe }) {
  const isAccepted = state === 'waiting'
  return (
    <ol aria-label="Progress" className="flex flex-col gap-1">
      <li>Asked</li>
      <li aria-current={isAccepted ? undefined : 'step'} className={isAccepted ? '' : 'text-quiet'}>
        {isAccepted ? 'Accepted' : 'Waiting for APNs or the company API to accept it…'}
      </li>
      {isAccepted && (
        <li aria-current="step" className="text-quiet tabular-nums">
          Waiting for the phone’s response: {Math.min(waitedSeconds, waitSeconds)} of {waitSeconds} s
        </li>
      )}
    </ol>
  )
}
