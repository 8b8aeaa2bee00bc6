import styles from './wallpaper.module.css'

export function Wallpaper() {
  return (
    <div aria-hidden className={styles.wallpaper}>
      <svg viewBox="0 0 390 360" role="presentation">
        <path d="M0 150c60-46 118-60 176-26s120 40 214-24v260H0Z" fill="#16305c" opacity=".62" />
        <path d="M0 214c70-32 128-34 196 4s128 26 194-10v152H0Z" fill="#10264b" opacity=".8" />
        <path d="M0 282c88-36 150-18 216 6s116 16 174-6v78H0Z" fill="#0a1a37" />
      </svg>
    </div>
  )
}
