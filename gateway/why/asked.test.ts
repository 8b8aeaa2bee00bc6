import { on } from '@/lib/testing/prompt-workspace'
import { testCauses } from './testing-causes'

testCauses('whether they were asked', [
  {
    cause: 'prompt_off',
    staged: 'the prompt is off for the app',
    stage: async (stage) => {
      await stage.savesPrompt({ isOn: false })
      await stage.asks()
    },
    says: /The prompt is off.*Off since.*by /,
    who: 'integration_manager',
    act: 'turn_on_prompt',
  },
  {
    cause: 'prompt_off',
    staged: 'no prompt is configured anywhere',
    stage: async ({ asks }) => void (await asks()),
    says: /No prompt is configured, so no customer is asked/,
    who: 'integration_manager',
    act: 'turn_on_prompt',
  },
  {
    cause: 'never_registered',
    staged: 'a minimum SDK is set, and the app never asked',
    stage: async (stage) => {
      await stage.savesPrompt({ sdkVersionMin: '3.2.0' })
      await stage.opens('app')
    },
    says: /No device was ever registered/,
    who: 'customer',
  },
  {
    cause: 'prompt_schedule',
    staged: 'outside the schedule',
    stage: async (stage) => {
      const { schedule } = on()
      await stage.savesPrompt({ schedule: { ...schedule, endsAt: '2026-01-01T00:00:00Z' } })
      await stage.asks()
    },
    says: /schedule/,
    who: 'integration_manager',
    act: 'open_prompt',
  },
  {
    cause: 'prompt_rule',
    staged: 'a rule leaves them out',
    stage: async (stage) => {
      const conditions = [{ attribute: 'country' as const, operator: 'in' as const, values: ['AT'] }]
      await stage.savesPrompt({ rules: [{ id: 'at', description: 'Austria', conditions, share: 0 }] })
      await stage.asks({ country: 'AT' })
    },
    says: /Rule 1: Austria leaves.*This customer: Austria \(AT\)/,
    who: 'integration_manager',
    act: 'open_prompt',
  },
  {
    cause: 'prompt_rule',
    staged: 'the rollout leaves them out',
    stage: async (stage) => {
      await stage.savesPrompt({ rollout: { ...on().rollout, share: 0 } })
      await stage.asks()
    },
    says: /Rollout leaves this customer out.*No one is asked/,
    who: 'integration_manager',
    act: 'open_prompt',
  },
  {
    cause: 'sdk_too_old',
    staged: 'an SDK below the minimum',
    stage: async (stage) => {
      await stage.savesPrompt({ sdkVersionMin: '3.2.0' })
      await stage.asks({ sdkVersion: '3.1.0' })
    },
    says: /SDK 3\.1\.0 is below 3\.2\.0/,
    who: 'customer',
    act: 'open_prompt',
  },
  {
    cause: 'sdk_too_old',
    staged: 'an app that has asked a moment ago',
    stage: async (stage) => {
      await stage.savesPrompt({ sdkVersionMin: '3.2.0' })
      const context = { targetingKey: stage.userId, permission: 'notDetermined', sdkVersion: '3.1.0' }
      await stage.call('post', '/ofrep/v1/evaluate/flags/push-permission-prompt', { context })
    },
    says: /SDK 3\.1\.0 is below 3\.2\.0/,
    who: 'customer',
    act: 'open_prompt',
  },
  {
    cause: 'sdk_too_old',
    staged: 'the same, asked for in another case',
    stage: async (stage) => {
      await stage.savesPrompt({ sdkVersionMin: '3.2.0' })
      await stage.asks({ sdkVersion: '3.1.0' })
      return { customer: stage.userId.toUpperCase() }
    },
    says: /SDK 3\.1\.0 is below 3\.2\.0/,
    who: 'customer',
    act: 'open_prompt',
  },
  {
    cause: 'prompt_dismissed',
    staged: 'events: displayed, dismissed',
    stage: async (stage) => {
      await stage.savesPrompt({ askAgain: { afterDays: 30, timesMax: 2 } })
      await stage.events('displayed', 'dismissed')
    },
    says: /dismissed the prompt.*after 30 days, at most 2 times/,
    who: 'customer',
    act: 'open_prompt',
  },
  {
    cause: 'prompt_dismissed',
    staged: 'asked as often as the SDK remembers',
    stage: async (stage) => {
      await stage.savesPrompt({ askAgain: { afterDays: 30, timesMax: 2 } })
      await stage.asks({ timesAsked: 2 })
    },
    says: /asked before.*Asked 2 times/,
    who: 'integration_manager',
    act: 'open_prompt',
  },
  {
    cause: 'prompt_dismissed',
    staged: 'events: displayed, dismissed; the prompt is off now',
    stage: async (stage) => {
      await stage.savesPrompt({ isOn: false, askAgain: { afterDays: 30, timesMax: 2 } })
      await stage.events('displayed', 'dismissed')
    },
    says: /dismissed the prompt\. It’s off now(?!.*Asked again)/,
    who: 'customer',
    act: 'open_prompt',
  },
  {
    cause: 'prompt_unanswered',
    staged: 'events: displayed',
    stage: async ({ events }) => void (await events('displayed')),
    says: /hasn’t answered/,
    who: 'customer',
  },
  {
    cause: 'prompt_not_shown',
    staged: 'evaluated to yes, never displayed',
    stage: async (stage) => {
      await stage.savesPrompt({ rollout: { ...on().rollout, share: 100_000 } })
      await stage.asks()
    },
    says: /hasn’t displayed the prompt/,
    who: 'customer',
  },
  {
    cause: 'prompt_context_invalid',
    staged: 'an evaluation that is refused',
    stage: async ({ call, userId }) =>
      void (await call('post', '/ofrep/v1/evaluate/flags', {
        context: { targetingKey: userId, lastDismissedAt: '2100-01-01T00:00:00Z' },
      })),
    says: /lastDismissedAt is in the future.*the-request-id/,
    who: 'app_developers',
  },
  {
    cause: 'ios_alert_unanswered',
    staged: 'events: displayed, accepted',
    stage: async ({ events }) => void (await events('displayed', 'accepted')),
    says: /never reported an answer to the iOS alert/,
    who: 'customer',
  },
  {
    cause: 'denied_in_ios',
    staged: 'events: displayed, accepted, system_denied',
    stage: async ({ events }) => void (await events('displayed', 'accepted', 'system_denied')),
    says: /Don’t Allow.*never asks again/,
    who: 'customer',
  },
  {
    cause: 'denied_in_ios',
    staged: 'the app evaluates with the permission denied',
    stage: async (stage) => {
      await stage.savesPrompt()
      await stage.asks({ permission: 'denied' })
    },
    says: /never asks again/,
    who: 'customer',
  },
  {
    cause: 'denied_in_ios',
    staged: 'allowed once, and denied in Settings since',
    stage: async (stage) => {
      await stage.savesPrompt()
      await stage.events('displayed', 'accepted', 'system_authorized')
      await stage.asks({ permission: 'denied' })
    },
    says: /never asks again/,
    who: 'customer',
  },
  {
    cause: 'allowed_not_registered',
    staged: 'denied once, and allowed in Settings since',
    stage: async (stage) => {
      await stage.savesPrompt()
      await stage.events('displayed', 'accepted', 'system_denied')
      await stage.asks({ permission: 'authorized' })
    },
    says: /the app never registered/,
    who: 'app_developers',
  },
  {
    cause: 'allowed_not_registered',
    staged: 'dismissed the prompt, and allowed in Settings since',
    stage: async (stage) => {
      await stage.savesPrompt()
      await stage.events('displayed', 'dismissed')
      await stage.asks({ permission: 'authorized' })
    },
    says: /the app never registered/,
    who: 'app_developers',
  },
])
