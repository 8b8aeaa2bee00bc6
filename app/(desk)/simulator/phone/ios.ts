import type { Permission } from '@/sdk/push-state'
import { type PhonePush, readAlert } from './push'

export const fronts = ['lock', 'home', 'app', 'settings'] as const
export type Front = (typeof fronts)[number]

/** A notification on the lock screen. */
export type Shown = {
  /**
   * UNNotificationRequest.identifier: the collapse ID, or the push's own ID. A newer push with the same key replaces
   * it.
   */
  key: string
  title: string
  body: string
  threadId: string
  at: number
  /** Provisional: only in Notification Center, without a banner, sound, or badge. */
  isQuiet: boolean
  userInfo: Record<string, unknown>
}

/** The parts of iOS that affect push. */
export type Ios = {
  front: Front
  permission: Permission
  /** Whether the iOS alert is on the screen. */
  isAsking: boolean
  /** Newest first. */
  notifications: Shown[]
  /** Key of the notification shown as a banner. Banners appear on every screen except the lock screen. */
  banner: string | undefined
  badge: number
}

export const newIos: Ios = {
  front: 'lock',
  permission: 'notDetermined',
  isAsking: false,
  notifications: [],
  banner: undefined,
  badge: 0,
}

/** Where a push ended: on the screen, in the running app, in the app it woke, or nowhere. */
export type PushFate = 'shown' | 'in_app' | 'woken' | 'not_shown' | 'not_woken' | 'lost'

const notificationsMax = 40

/** Applies a push to iOS, assuming that the app is installed. Returns the new state and where the push ended. */
export function arrive(ios: Ios, push: PhonePush): { ios: Ios; fate: PushFate } {
  const alert = readAlert(push.payload)
  const isAllowed = ios.permission !== 'denied' && ios.permission !== 'notDetermined'
  if (ios.front === 'app') return { ios, fate: isAllowed || alert.isContentAvailable ? 'in_app' : 'not_shown' }
  if (!isAllowed || !alert.hasAlert) return { ios, fate: alert.isContentAvailable ? 'woken' : 'not_shown' }

  const isQuiet = ios.permission === 'provisional'
  const key = push.headers['apns-collapse-id'] ?? push.apnsId
  const { title, body, threadId } = alert
  const shown: Shown = { key, title, body, threadId, at: push.at, isQuiet, userInfo: push.payload }
  const others = ios.notifications.filter((one) => one.key !== key)
  return {
    fate: 'shown',
    ios: {
      ...ios,
      notifications: [shown, ...others].slice(0, notificationsMax),
      banner: isQuiet || ios.front === 'lock' ? ios.banner : key,
      badge: isQuiet ? ios.badge : (alert.badge ?? ios.badge),
    },
  }
}

/** Whether iOS would show its alert on request. Otherwise iOS returns the earlier decision. */
export const wouldAsk = ({ permission }: Ios) => permission === 'notDetermined' || permission === 'provisional'

export function turnTo(ios: Ios, front: Front): Ios {
  return { ...ios, front, banner: undefined, isAsking: front === 'app' && ios.isAsking }
}

/** Sets the permission in Settings. Turning it off removes the shown notifications and the badge. */
export function allow(ios: Ios, permission: Permission): Ios {
  const isOff = permission === 'denied' || permission === 'notDetermined'
  return { ...ios, permission, isAsking: false, ...(isOff ? { notifications: [], banner: undefined, badge: 0 } : {}) }
}

export function removeShown(ios: Ios, keys: string[]): Ios {
  const isLeft = (key: string) => !keys.includes(key)
  return {
    ...ios,
    notifications: ios.notifications.filter(({ key }) => isLeft(key)),
    banner: ios.banner && isLeft(ios.banner) ? ios.banner : undefined,
  }
}

export type Stack = { threadId: string; top: Shown; under: Shown[] }

/** Groups notifications by thread, the group with the newest first. */
export function stacksOf(notifications: Shown[]): Stack[] {
  const stacks: Stack[] = []
  for (const shown of notifications) {
    const stack = shown.threadId ? stacks.find(({ threadId }) => threadId === shown.threadId) : undefined
    if (stack) stack.under.push(shown)
    else stacks.push({ threadId: shown.threadId, top: shown, under: [] })
  }
  return stacks
}
