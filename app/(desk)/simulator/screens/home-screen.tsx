'use client'

import {
  CalendarDays,
  CloudSun,
  Compass,
  Image,
  type LucideIcon,
  Map as MapIcon,
  MessageCircle,
  Music,
  Phone,
  Settings,
} from 'lucide-react'
import { AppIcon } from './app-icon'
import icons from './app-icon.module.css'
import styles from './home-screen.module.css'
import { iosWords } from './ios-words'
import { usePhone } from './phone-context'
import { Wallpaper } from './wallpaper'

export function HomeScreen({ appName }: { appName: string }) {
  const { phone, state } = usePhone()
  const { badge } = state.ios
  const words = iosWords(state.knobs.locale)
  return (
    <div className={styles.home}>
      <Wallpaper />
      <div className={styles.grid}>
        <Decoration label="Calendar" icon={CalendarDays} from="#ff8a7a" to="#d9362b" />
        <Decoration label="Weather" icon={CloudSun} from="#6fbaff" to="#1c66c9" />
        <Decoration label="Photos" icon={Image} from="#ffd36b" to="#e2803a" />
        <Decoration label="Maps" icon={MapIcon} from="#8fe08a" to="#2b9a57" />
        <button
          type="button"
          aria-label={badge > 0 ? `${appName}, ${words.unread(badge)}` : appName}
          onClick={phone.openApp}
          className={styles.icon_button}
        >
          <AppIcon />
          {appName}
          {badge > 0 && (
            <span aria-hidden className={styles.badge}>
              {badge > 999 ? '999+' : badge}
            </span>
          )}
        </button>
        <button type="button" onClick={() => phone.turn('settings')} className={styles.icon_button}>
          <span aria-hidden className={icons.icon} style={{ background: 'linear-gradient(160deg, #a5a8b0, #5c5f68)' }}>
            <Settings size={36} strokeWidth={1.6} />
          </span>
          {words.settings}
        </button>
      </div>
      <div aria-hidden className={styles.dock}>
        <Decoration icon={Phone} from="#7fe28c" to="#21a849" />
        <Decoration icon={Compass} from="#f6f8fb" to="#cfd9ea" color="#1967d2" />
        <Decoration icon={MessageCircle} from="#86ea8f" to="#22ad4b" />
        <Decoration icon={Music} from="#ff7d92" to="#dc2450" />
      </div>
    </div>
  )
}

type DecorationProps = { icon: LucideIcon; from: string; to: string; color?: string; label?: string }

/** The icon of an app that does nothing. */
function Decoration({ icon: Icon, from, to, color, label }: DecorationProps) {
  return (
    <span aria-hidden className={styles.spot}>
      <span className={icons.icon} style={{ background: `linear-gradient(165deg, ${from}, ${to})`, color }}>
        <Icon size={32} strokeWidth={1.75} />
      </span>
      {label}
    </span>
  )
}
