import { type CheckAnswer, fact, factAt, type Next, type Reader, type RouteFacts, toDo } from '@/lib/diagnosis/answers'
import type { Cause } from '@/lib/diagnosis/causes'
import { promptEndOf, promptIsOff } from '@/lib/diagnosis/prompt-state'
import { factsOfRefused } from '@/lib/diagnosis/refused'
import { lastStepBefore } from '@/lib/diagnosis/registration'
import { askAgainSentence } from '@/lib/prompts/content/sentences'

/** Checks whether a customer without a device was asked, and what they answered. */
export function checkPrompt(route: RouteFacts): CheckAnswer | undefined {
  const { history, device, devices, delivery } = route
  const { prompt } = history
  if (!prompt || device || devices.length || delivery) return undefined
  const end = promptEndOf(prompt)
  // A later event says more: a rejected registration, or a device that was moved or removed.
  const later = lastStepBefore(route)
  const isTriedElsewhere = !end && history.refusedElsewhere.some(({ call }) => call === 'PUT /api/v1/devices')
  if (isTriedElsewhere || (later && (!end || later.at >= end.at))) return asked(route, 'Yes, or it wasn’t needed.')
  switch (end?.end) {
    case 'denied':
      return denied(route, end.at)
    case 'authorized':
      return asked(route, 'Yes. iOS allows notifications.')
    case 'accepted':
      return stopped(route, 'ios_alert_unanswered', {
        sentence: 'Yes, and the customer accepted the prompt, but the app never reported an answer to the iOS alert.',
        next: { who: 'customer', sentence: 'Ask the customer to open the app and to answer the iOS alert.' },
      })
    case 'dismissed':
      return dismissed(route, end.at)
    case 'displayed':
      return stopped(route, 'prompt_unanswered', {
        sentence: 'The prompt was displayed, and the customer hasn’t answered it.',
        next: { who: 'customer', sentence: 'Ask the customer to open the app and to answer the prompt.' },
      })
    default:
      return refusedToAsk(route) ?? judged(route)
  }
}

/** The evaluation itself was rejected, and no later one succeeded. */
function refusedToAsk(route: RouteFacts): CheckAnswer | undefined {
  const { refusedByApp, prompt } = route.history
  const call = refusedByApp.find((one) => one.call.startsWith('POST /ofrep/'))
  if (!call || (prompt?.client && prompt.client.at > call.lastAt)) return undefined
  return stopped(route, 'prompt_context_invalid', {
    sentence: `The app asked in a way that Pushdesk can’t evaluate, so the prompt wasn’t shown: ${call.detail}`,
    facts: factsOfRefused(call),
    next: tellDevelopers,
  })
}

const tellDevelopers: Next = {
  who: 'app_developers',
  sentence: 'Tell the app’s developers what is wrong with the evaluation context.',
}

type Said = { sentence: string; next: Next; facts?: CheckAnswer['facts'] }

const stopped = (route: RouteFacts, cause: Cause, { sentence, next, facts = [] }: Said): CheckAnswer => ({
  status: 'stopped',
  cause,
  sentence,
  facts: [...facts, ...promptFactsOf(route)],
  next,
})

const asked = (route: RouteFacts, sentence: string): CheckAnswer => ({
  status: 'ok',
  sentence,
  facts: promptFactsOf(route),
})

const eventWords = {
  displayed: 'Prompt displayed',
  accepted: 'Prompt accepted',
  dismissed: 'Prompt dismissed',
  system_authorized: 'Allowed in iOS',
  system_denied: 'Denied in iOS',
} as const

function promptFactsOf({ history }: RouteFacts) {
  const { events = [], client } = history.prompt ?? {}
  return [
    ...events.slice(0, 4).map(({ kind, at }) => factAt(eventWords[kind], at)),
    client && factAt('App last asked for the prompt', client.at),
  ]
}

const denied = (route: RouteFacts, at: Date) =>
  stopped(route, 'denied_in_ios', {
    sentence: 'Yes. iOS asked, and the customer chose “Don’t Allow”. iOS never asks again.',
    facts: [factAt('Denied in iOS', at)],
    next: {
      who: 'customer',
      sentence: `Ask the customer to turn on notifications in the iPhone’s Settings › Notifications › ${route.environment.appName}, then to open the app once.`,
    },
  })

function dismissed(route: RouteFacts, at: Date): CheckAnswer {
  const { explained, events = [] } = route.history.prompt ?? {}
  const again = explained?.content.askAgain
  const times = events.filter(({ kind }) => kind === 'displayed').length
  const isOver = again !== undefined && times >= again.timesMax
  const isOff = promptIsOff(route)
  const from = again && new Date(at.getTime() + again.afterDays * 86_400_000)
  return stopped(route, 'prompt_dismissed', {
    sentence: isOver
      ? 'The customer dismissed the prompt, and was asked as often as it is configured.'
      : `The customer dismissed the prompt.${isOff ? ' It’s off now, so no customer is asked.' : ''}`,
    facts: [
      factAt('Dismissed', at),
      again && !isOff ? fact('Frequency', askAgainSentence(again)) : undefined,
      fact('Times displayed', times || null),
      isOver || isOff ? undefined : factAt('Asked again from', from),
    ],
    next: {
      who: 'customer',
      sentence: 'Ask the customer to turn on notifications in the app’s settings, if they want them.',
      act: 'open_prompt',
    },
  })
}

/** Only admins can turn on the platform's own prompt. */
const turnOn = (source: string, reader: Reader): Next =>
  source === 'platform'
    ? {
        who: 'admin',
        sentence:
          reader === 'admin' || reader === 'program'
            ? 'Turn on the platform’s prompt.'
            : 'Ask an admin to turn on the platform’s prompt.',
        act: 'open_prompt',
        at: { href: '/prompt' },
      }
    : {
        who: 'integration_manager',
        sentence: toDo(reader, {
          manager:
            source === 'none' ? 'Turn on the prompt, unless the app asks in a way of its own.' : 'Turn on the prompt.',
          others: 'Tell the integration manager that the prompt is off.',
        }),
        act: 'turn_on_prompt',
      }

/** Without reported events, says what the prompt decides for this customer. */
function judged(route: RouteFacts): CheckAnswer | undefined {
  const { explained, client, offSince } = route.history.prompt ?? {}
  if (!explained) return undefined
  const { evaluation, steps, content, effective } = explained
  const decided = steps.find(({ state }) => state === 'decided')
  const values = steps.flatMap(({ conditions = [], state }) =>
    state === 'decided' ? conditions.map(({ sentence, actual }) => fact(sentence, `This customer: ${actual}`)) : [],
  )
  const share = steps.find(({ title }) => title === 'Rollout')
  const open: Next = {
    who: 'integration_manager',
    sentence: toDo(route.reader, {
      manager: 'Open the prompt to see or change this.',
      others: 'Open the prompt to see this. The integration manager can change it.',
    }),
    act: 'open_prompt',
  }
  if ('error' in evaluation)
    return stopped(route, 'prompt_context_invalid', {
      sentence: 'The app asks in a way that Pushdesk can’t evaluate, so the prompt isn’t shown.',
      facts: [fact('Why', 'details' in evaluation ? evaluation.details : 'The targeting key is missing.')],
      next: tellDevelopers,
    })
  switch (evaluation.decidedBy) {
    case 'off':
      return stopped(route, 'prompt_off', {
        sentence:
          effective.source === 'none'
            ? 'No. No prompt is configured, so no customer is asked.'
            : 'No. The prompt is off, so no customer is asked.',
        facts: [
          offSince && factAt('Off since', offSince.at, `by ${offSince.by}`),
          effective.source === 'none'
            ? undefined
            : fact('Set at', effective.isStopped ? `${effective.source}, for everything below` : effective.source),
        ],
        next: turnOn(effective.source, route.reader),
      })
    case 'schedule':
      return stopped(route, 'prompt_schedule', {
        sentence: 'No. The prompt’s schedule doesn’t allow it now.',
        facts: [fact('Schedule', decided?.sentence)],
        next: open,
      })
    case 'sdk': {
      // Only the app knows its SDK version.
      if (!client) return undefined
      const version = client.context.sdkVersion
      return stopped(route, 'sdk_too_old', {
        sentence: `No. The app’s SDK ${version ? `${version} ` : ''}is below ${content.sdkVersionMin}, so its customers aren’t asked.`,
        facts: [fact('SDK', version ? String(version) : 'Not given'), fact('Minimum', content.sdkVersionMin)],
        next: { who: 'customer', sentence: 'Ask the customer to update the app.', act: 'open_prompt' },
      })
    }
    case 'permission':
      return undefined
    case 'asked':
      return stopped(route, 'prompt_dismissed', {
        sentence: 'Not now. The customer was asked before.',
        facts: [fact('Frequency', decided?.sentence)],
        next: open,
      })
    default:
      if (!client) return undefined
      if (evaluation.value)
        return stopped(route, 'prompt_not_shown', {
          sentence: 'This customer would be asked, but the app hasn’t displayed the prompt.',
          next: { who: 'customer', sentence: 'Ask the customer to join a queue in the app, which shows the prompt.' },
        })
      return stopped(route, 'prompt_rule', {
        sentence: `No. ${decided?.title ?? 'The rollout'} leaves this customer out.`,
        facts: [fact(decided?.title ?? 'Rollout', decided?.sentence), ...values, fact('Rollout', share?.sentence)],
        next: open,
      })
  }
}
