'use client'

import { Suspense, useEffect, useRef } from 'react'
import { onDemand } from '@/components/ui/on-demand'
import { AppScreens } from './app-screens'
import { Banner } from './banner'
import { HomeScreen } from './home-screen'
import { LockScreen } from './lock-screen'
import styles from './phone.module.css'
import { usePhone } from './phone-context'
import { StatusBar } from './status-bar'
import { SystemAlert } from './system-alert'

const SettingsApp = onDemand(() => import('./settings-app').then((loaded) => loaded.SettingsApp))

export function IPhone({ appName }: { appName: string }) {
  const { phone, state } = usePhone()
  const { front } = state.ios
  const isOnDark = front === 'lock' || front === 'home' || (front === 'app' && hasDarkTop(state.app.screen))
  const screen = useKeptFocus(`${front} ${state.app.screen}`)
  return (
    <div className={styles.stage}>
      <section aria-label="iPhone" className={styles.body}>
        <span aria-hidden className={`${styles.key} ${styles.action}`} />
        <span aria-hidden className={`${styles.key} ${styles.volume_up}`} />
        <span aria-hidden className={`${styles.key} ${styles.volume_down}`} />
        <button
          type="button"
          aria-label={front === 'lock' ? 'Side button: wake and unlock' : 'Side button: lock the phone'}
          title={front === 'lock' ? 'Unlock' : 'Lock'}
          onClick={phone.pressSide}
          className={`${styles.key} ${styles.side}`}
        />
        <div ref={screen} tabIndex={-1} lang={state.knobs.locale} className={styles.screen}>
          <StatusBar isOnDark={isOnDark} />
          <span aria-hidden className={styles.island} />
          {front === 'lock' && <LockScreen appName={appName} />}
          {front === 'home' && <HomeScreen appName={appName} />}
          {front === 'app' && <AppScreens appName={appName} />}
          <Suspense>{front === 'settings' && <SettingsApp appName={appName} />}</Suspense>
          <Banner appName={appName} />
          {state.ios.isAsking && <SystemAlert appName={appName} />}
          {front !== 'home' && (
            <button
              type="button"
              aria-label={front === 'lock' ? 'Home bar: unlock' : 'Home bar: go to the home screen'}
              title={front === 'lock' ? 'Unlock' : 'Go to the home screen'}
              onClick={phone.pressHome}
              className={`${styles.bar} ${front === 'lock' ? styles.on_dark : ''}`}
            />
          )}
        </div>
      </section>
    </div>
  )
}

const hasDarkTop = (screen: string) => screen === 'home' || screen === 'sign_in'

/** A screen that goes away takes the keyboard's place with it: it stays in the phone. */
function useKeptFocus(shown: string) {
  const screen = useRef<HTMLDivElement>(null)
  const before = useRef(shown)
  useEffect(() => {
    if (before.current === shown) return
    before.current = shown
    if (document.activeElement === document.body) screen.current?.focus({ preventScroll: true })
  }, [shown])
  return screen
}
