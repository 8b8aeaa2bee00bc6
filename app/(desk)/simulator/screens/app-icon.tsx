import { Landmark } from 'lucide-react'
import styles from './app-icon.module.css'

const sizes = { large: 34, small: 21, tiny: 17 }

export function AppIcon({ size = 'large' }: { size?: keyof typeof sizes }) {
  const small = size === 'small' ? styles.icon_small : size === 'tiny' ? styles.icon_tiny : ''
  return (
    <span aria-hidden className={`${styles.icon} ${styles.brand_icon} ${small}`}>
      <Landmark size={sizes[size]} strokeWidth={1.75} />
    </span>
  )
}
