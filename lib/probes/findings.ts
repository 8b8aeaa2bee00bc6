import type { Permission } from '@/db/schema/customers'
import type { ProbeCorrection, TokenAnswer } from '@/db/schema/probes'
import { formatDuration } from '@/lib/format/duration'
import { isolated } from '@/lib/text/isolated'
import type { KeptAnswer } from './phone-answer'

/** The possible findings of an answer, the most severe first. */
export const findingCodes = [
  'other_bundle',
  'other_apns_environment',
  'denied',
  'not_asked',
  'other_token',
  'nothing_shown',
  'banners_off',
  'scheduled_summary',
  'lock_screen_off',
  'quiet',
  'clock_wrong',
  'sound_off',
  'background_refresh_off',
  'everything_on',
] as const
export type FindingCode = (typeof findingCodes)[number]

/** Who has to act: the customer, the app's developers, or no one. */
export const probeTurns = ['customer', 'app_developers', 'nobody'] as const
export type PhoneFinding = {
  code: FindingCode
  sentence: string
  nextAction: { who: (typeof probeTurns)[number]; sentence: string }
}

export type Answered = {
  answer: KeptAnswer
  token: TokenAnswer
  corrections: readonly ProbeCorrection[]
  /** The app and environment that Pushdesk expects. */
  expected: { bundleId: string; environmentName: string }
}

/** A clock that is off by more than this breaks time-limited signatures. */
const clockMsMax = 120_000

/** Returns the findings of an answer, the most severe first. Never empty. */
export function findingsOf(answered: Answered): PhoneFinding[] {
  const found = [...whichApp(answered), ...whatIsShown(answered.answer), ...thePhone(answered.answer)]
  const inOrder = found.sort((a, b) => findingCodes.indexOf(a.code) - findingCodes.indexOf(b.code))
  return inOrder.length > 0 ? inOrder : [everythingOn]
}

const settingsPath = 'the iPhone’s Settings › Notifications › this app'
const nobody = (sentence: string) => ({ who: 'nobody' as const, sentence })
const customer = (sentence: string) => ({ who: 'customer' as const, sentence })
const developers = (sentence: string) => ({ who: 'app_developers' as const, sentence })

const everythingOn: PhoneFinding = {
  code: 'everything_on',
  sentence: 'Everything is on: the phone can be reached, and iOS shows this app’s notifications.',
  nextAction: nobody(
    'A test notification shows whether pushes arrive. If the customer doesn’t see it, ask whether a Focus is on.',
  ),
}

function* whichApp({ answer, token, corrections, expected }: Answered): Generator<PhoneFinding> {
  const { bundleId, apnsEnvironment } = answer
  if (bundleId !== undefined && bundleId !== expected.bundleId)
    yield {
      code: 'other_bundle',
      sentence: `Another app responded: its bundle ID is ${isolated(bundleId)}, and this app’s is ${expected.bundleId}. APNs accepts the token for one of them only.`,
      nextAction: developers(
        `Use this app’s publishable key only in the build with the bundle ID ${expected.bundleId}.`,
      ),
    }
  if (apnsEnvironment !== undefined && apnsEnvironment !== expected.environmentName)
    yield {
      code: 'other_apns_environment',
      sentence: `The app on this phone is a ${buildOf(apnsEnvironment)}: it gets ${apnsEnvironment} tokens, and this environment is ${expected.environmentName}.`,
      nextAction: developers(
        `Let builds that are signed for ${apnsEnvironment} use the ${apnsEnvironment} key of this app.`,
      ),
    }
  if (token === 'other')
    yield {
      code: 'other_token',
      sentence: corrections.includes('token')
        ? 'The phone has a new token, for example after restoring a backup. Pushdesk registered it.'
        : 'The phone’s token isn’t the registered one, for example after restoring a backup.',
      nextAction: corrections.includes('token')
        ? nobody('No action needed. Notifications go to the new token from now on.')
        : customer('Ask the customer to open the app and sign in, so that it registers its new token.'),
    }
}

const buildOf = (name: string) => (name === 'sandbox' ? 'development build' : 'release build')

function* whatIsShown({ permission, settings = {} }: KeptAnswer): Generator<PhoneFinding> {
  const shown = notShownBecause(permission)
  if (shown) return yield shown
  const { alert, banners, lockScreen, notificationCenter, scheduledSummary, sound } = settings
  const allow = (what: string) => customer(`Ask the customer to turn on ${what} in ${settingsPath}.`)
  const isNowhere = [banners, lockScreen, notificationCenter].every((one) => one === 'disabled')
  if (alert === 'disabled' || isNowhere)
    return yield {
      code: 'nothing_shown',
      sentence:
        'Notifications are allowed, but banners, the lock screen, and Notification Center are all off, so the customer sees none.',
      nextAction: allow('at least Lock Screen and Banners'),
    }
  if (banners === 'disabled')
    yield {
      code: 'banners_off',
      sentence: `Banners are off, so a notification doesn’t appear while the phone is in use${lockScreen === 'disabled' ? ' or locked' : ''}.`,
      nextAction: allow('Banners'),
    }
  if (scheduledSummary === 'enabled')
    yield {
      code: 'scheduled_summary',
      sentence:
        'This app’s notifications go into the scheduled summary, which iOS shows at the times the customer chose (8:00 and 18:00 unless changed).',
      nextAction: customer(`Ask the customer to choose Immediate Delivery in ${settingsPath}.`),
    }
  if (lockScreen === 'disabled' && banners !== 'disabled')
    yield {
      code: 'lock_screen_off',
      sentence: 'The lock screen is off for this app, so a notification doesn’t appear while the phone is locked.',
      nextAction: allow('Lock Screen'),
    }
  if (permission === 'provisional')
    yield {
      code: 'quiet',
      sentence: 'iOS delivers quietly: notifications go to Notification Center, without a banner or a sound.',
      nextAction: customer('Ask the customer to press Keep on one of the app’s notifications.'),
    }
  if (sound === 'disabled')
    yield {
      code: 'sound_off',
      sentence: 'Sounds are off for this app, so notifications appear silently.',
      nextAction: allow('Sounds'),
    }
}

function notShownBecause(permission: Permission | undefined): PhoneFinding | undefined {
  if (permission === 'denied')
    return {
      code: 'denied',
      sentence: 'Notifications are off for this app in iOS, so iOS shows none.',
      nextAction: customer(`Ask the customer to allow notifications in ${settingsPath}.`),
    }
  if (permission === 'notDetermined')
    return {
      code: 'not_asked',
      sentence: 'iOS hasn’t asked the customer for permission yet, so nothing is shown.',
      nextAction: customer('Ask the customer to turn on notifications in the app and to answer the iOS alert.'),
    }
  return undefined
}

function* thePhone({ clockAheadMs = 0, backgroundRefresh }: KeptAnswer): Generator<PhoneFinding> {
  if (Math.abs(clockAheadMs) > clockMsMax)
    yield {
      code: 'clock_wrong',
      sentence: `The phone’s clock is ${formatDuration(Math.abs(clockAheadMs))} ${clockAheadMs > 0 ? 'ahead' : 'behind'}.`,
      nextAction: customer(
        'Ask the customer to turn on Set Automatically in the iPhone’s Settings › General › Date & Time.',
      ),
    }
  if (backgroundRefresh !== undefined && backgroundRefresh !== 'available')
    yield {
      code: 'background_refresh_off',
      sentence: 'Background App Refresh is off for this app. iOS still shows notifications.',
      nextAction: nobody('No action needed.'),
    }
}
