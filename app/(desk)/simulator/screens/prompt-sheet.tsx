'use client'

import { BellRing } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { PromptWords } from '@/sdk/prompt-answer'
import app from './app.module.css'
import { usePhone } from './phone-context'
import styles from './prompt-sheet.module.css'
import veil from './veil.module.css'

/** The prompt with the configured text. It comes before the iOS alert, because iOS asks only once. */
export function PromptSheet({ words }: { words: PromptWords }) {
  const { phone } = usePhone()
  const accept = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    accept.current?.focus({ preventScroll: true })
  }, [])
  return (
    <div className={veil.veil}>
      <div
        role="dialog"
        aria-modal="true"
        aria-labelledby="prompt-title"
        aria-describedby="prompt-body"
        lang={words.locale}
        className={styles.sheet}
      >
        <span aria-hidden className={styles.sheet_bell}>
          <BellRing size={42} strokeWidth={1.75} />
        </span>
        <h2 id="prompt-title" className={styles.sheet_title}>
          {words.title}
        </h2>
        <p id="prompt-body" className={styles.sheet_body}>
          {words.body}
        </p>
        <div className={styles.sheet_actions}>
          <button ref={accept} type="button" onClick={() => void phone.app.acceptPrompt()} className={app.main_button}>
            {words.accept}
          </button>
          <button type="button" onClick={phone.app.dismissPrompt} className={app.plain_button}>
            {words.dismiss}
          </button>
        </div>
      </div>
    </div>
  )
}
