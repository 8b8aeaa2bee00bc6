import { describe, expect, it } from 'vitest'
import { allow, arrive, type Ios, newIos, stacksOf, turnTo, wouldAsk } from './ios'
import type { PhonePush } from './push'

const locked: Ios = { ...newIos, permission: 'authorized' }
const push = (given: { id?: string; collapseId?: string; aps?: Record<string, unknown> } = {}): PhonePush => ({
  id: given.id ?? 'one',
  apnsId: given.id ?? 'one',
  address: 'ab',
  isApns: true,
  headers: given.collapseId ? { 'apns-collapse-id': given.collapseId } : {},
  payload: { aps: given.aps ?? { alert: { title: 'Bank', body: 'Hello' } } },
  at: 1,
})

describe('iOS', () => {
  it('shows an alert on the lock screen, with badge and without a banner', () => {
    const { ios, fate } = arrive(locked, push({ aps: { alert: { body: 'Hello' }, badge: 3 } }))
    expect(fate).toBe('shown')
    expect(ios).toMatchObject({ badge: 3, banner: undefined, notifications: [{ body: 'Hello' }] })
  })

  it('shows a banner while another screen is in front', () => {
    expect(arrive(turnTo(locked, 'home'), push()).ios.banner).toBe('one')
  })

  it('hands the push to the app without showing it while the app is in front', () => {
    const { ios, fate } = arrive(turnTo(locked, 'app'), push())
    expect(fate).toBe('in_app')
    expect(ios.notifications).toEqual([])
  })

  it.each(['denied', 'notDetermined'] as const)('shows nothing when permission is %s', (permission) => {
    expect(arrive({ ...locked, permission }, push())).toMatchObject({ fate: 'not_shown', ios: { notifications: [] } })
  })

  it('keeps provisional notifications quiet: no banner, no badge', () => {
    const quiet = turnTo({ ...locked, permission: 'provisional' }, 'home')
    const { ios } = arrive(quiet, push({ aps: { alert: 'Hello', badge: 2 } }))
    expect(ios).toMatchObject({ badge: 0, banner: undefined, notifications: [{ isQuiet: true }] })
  })

  it('wakes the app for a silent push, whatever the permission', () => {
    const silent = push({ aps: { 'content-available': 1 } })
    expect(arrive({ ...locked, permission: 'denied' }, silent).fate).toBe('woken')
  })

  it('replaces a notification with the same collapse ID', () => {
    const first = arrive(locked, push({ id: 'one', collapseId: 'n1' })).ios
    const second = arrive(first, push({ id: 'two', collapseId: 'n1' })).ios
    expect(second.notifications).toHaveLength(1)
  })

  it('stacks the notifications of one thread, newest on top', () => {
    const aps = (body: string) => ({ alert: { body }, 'thread-id': 'c1' })
    const first = arrive(locked, push({ id: 'one', aps: aps('1') })).ios
    const second = arrive(first, push({ id: 'two', aps: aps('2') })).ios
    expect(stacksOf(second.notifications)).toMatchObject([{ top: { body: '2' }, under: [{ body: '1' }] }])
  })

  it('asks once: after an answer, only Settings can change it', () => {
    expect(wouldAsk(newIos)).toBe(true)
    expect(wouldAsk(allow(newIos, 'denied'))).toBe(false)
    expect(wouldAsk(allow(newIos, 'authorized'))).toBe(false)
  })
})
