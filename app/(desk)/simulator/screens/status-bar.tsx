'use client'

import { usePhone } from './phone-context'
import styles from './status-bar.module.css'
import { clockOf, usePhoneClock } from './use-phone-clock'

export function StatusBar({ isOnDark }: { isOnDark: boolean }) {
  const { state } = usePhone()
  const now = usePhoneClock()
  const isOffline = state.knobs.network === 'offline'
  return (
    <div aria-hidden className={`${styles.status} ${isOnDark ? styles.on_dark : ''}`}>
      <span style={{ visibility: state.ios.front === 'lock' ? 'hidden' : 'visible' }}>
        {clockOf(now, state.knobs.locale)}
      </span>
      <span className={styles.status_icons}>
        {isOffline ? <Plane /> : <Bars isWeak={state.knobs.network === 'slow'} />}
        {!isOffline && <Wifi />}
        <Battery />
      </span>
    </div>
  )
}

function Bars({ isWeak }: { isWeak: boolean }) {
  return (
    <svg width="18" height="12" viewBox="0 0 18 12" fill="currentColor" role="presentation">
      {[0, 1, 2, 3].map((bar) => (
        <rect
          key={bar}
          x={bar * 4.8}
          y={8 - bar * 2.6}
          width="3.2"
          height={4 + bar * 2.6}
          rx="1"
          opacity={isWeak && bar > 0 ? 0.32 : 1}
        />
      ))}
    </svg>
  )
}

function Wifi() {
  return (
    <svg width="17" height="12" viewBox="0 0 17 12" fill="currentColor" role="presentation">
      <path d="M8.5 2.4c2.3 0 4.4.9 6 2.4l1.2-1.2A10.4 10.4 0 0 0 8.5.7C5.7.7 3.2 1.8 1.3 3.6l1.2 1.2a8.7 8.7 0 0 1 6-2.4Z" />
      <path d="M8.5 6.1c1.3 0 2.5.5 3.4 1.3l1.2-1.2a6.7 6.7 0 0 0-9.2 0l1.2 1.2c.9-.8 2.1-1.3 3.4-1.3Z" />
      <path d="M8.5 9.5 6.5 8.7a3 3 0 0 1 4 0l-2 2.8-2-2.8Z" />
    </svg>
  )
}

function Battery() {
  return (
    <svg width="27" height="13" viewBox="0 0 27 13" fill="none" role="presentation">
      <rect x=".5" y=".5" width="23" height="12" rx="3.7" stroke="currentColor" opacity=".45" />
      <rect x="2" y="2" width="17" height="9" rx="2.4" fill="currentColor" />
      <path d="M25 4.3v4.4c.9-.3 1.5-1.2 1.5-2.2S25.9 4.6 25 4.3Z" fill="currentColor" opacity=".5" />
    </svg>
  )
}

function Plane() {
  return (
    <svg width="15" height="15" viewBox="0 0 24 24" fill="currentColor" role="presentation">
      <path d="M21 15.5v-2l-7.5-4.7V3.6a1.5 1.5 0 0 0-3 0v5.2L3 13.5v2l7.5-2.3v5l-2 1.5V21l3.5-1 3.5 1v-1.3l-2-1.5v-5L21 15.5Z" />
    </svg>
  )
}
