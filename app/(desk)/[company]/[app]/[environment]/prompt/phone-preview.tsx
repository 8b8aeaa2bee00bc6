'use client'

import { Bell, Moon, Sun } from 'lucide-react'
import { IconButton } from '@/components/ui/icon-button'
import { Outside } from '@/components/ui/text/outside'
import type { PromptContent } from '@/lib/prompts/content/content'
import { languageName } from '@/lib/prompts/content/language'

type Props = {
  label: string
  content: Pick<PromptContent, 'isOn' | 'words'>
  /** If there is no text in this language, the phone shows the fallback. */
  locale: string
  theme: 'light' | 'dark'
  setTheme: (theme: 'light' | 'dark') => void
}

/** The prompt as the customer will see it, on the smallest phone on sale. */
export function PhonePreview({ label, content, locale, theme, setTheme }: Props) {
  const { locales, fallbackLocale } = content.words
  const tag = locales[locale] ? locale : fallbackLocale
  const words = locales[tag]
  const isDark = theme === 'dark'
  const colors = isDark
    ? {
        screen: '#000',
        sheet: '#1c1c1e',
        text: '#fff',
        quiet: '#aeaeb2',
        line: '#38383a',
        button: '#0a84ff',
        second: '#409cff',
        bubble: '#2c2c2e',
      }
    : {
        screen: '#f2f2f7',
        sheet: '#fff',
        text: '#000',
        quiet: '#6b6b70',
        line: '#d1d1d6',
        button: '#0064d2',
        second: '#0064d2',
        bubble: '#e5e5ea',
      }
  return (
    <section aria-label={label} className="flex w-[316px] max-w-full flex-col gap-3">
      <div className="flex items-center justify-between">
        <p className="text-quiet">
          Preview · {languageName(tag)}
          {!content.isOn && ' · off, so no one sees it'}
        </p>
        <IconButton
          label={isDark ? 'Show light preview' : 'Show dark preview'}
          size="small"
          icon={isDark ? <Sun aria-hidden className="size-3.5" /> : <Moon aria-hidden className="size-3.5" />}
          onClick={() => setTheme(isDark ? 'light' : 'dark')}
        />
      </div>
      <div
        className="rounded-[46px] border border-line-strong bg-neutral-11 p-2 shadow-float"
        style={{ backgroundColor: '#1a1a1c' }}
      >
        <div
          lang={tag}
          className="relative flex h-[600px] flex-col overflow-hidden rounded-[38px] font-sans"
          style={{ backgroundColor: colors.screen, color: colors.text }}
        >
          <div className="flex h-11 items-center justify-between px-7 pt-2 font-semibold text-md">
            <span>9:41</span>
            <span aria-hidden className="absolute top-2.5 left-1/2 h-6 w-24 -translate-x-1/2 rounded-full bg-black" />
            <span aria-hidden className="flex items-end gap-0.5">
              {[4, 6, 8, 10].map((height) => (
                <span key={height} className="w-[3px] rounded-[1px]" style={{ height, backgroundColor: colors.text }} />
              ))}
            </span>
          </div>
          <div aria-hidden className="flex flex-1 flex-col gap-2 px-4 pt-6">
            <span className="h-9 w-3/4 rounded-2xl" style={{ backgroundColor: colors.bubble }} />
            <span className="h-9 w-1/2 self-end rounded-2xl opacity-60" style={{ backgroundColor: colors.button }} />
            <span className="mt-2 h-2 w-24 self-center rounded-full" style={{ backgroundColor: colors.bubble }} />
          </div>
          <div
            className="flex flex-col items-center gap-2 rounded-t-[22px] px-6 pt-6 pb-4 text-center shadow-float"
            style={{ backgroundColor: colors.sheet, filter: content.isOn ? undefined : 'grayscale(1)' }}
          >
            <span
              className="flex size-12 items-center justify-center rounded-2xl text-white"
              style={{ backgroundColor: colors.button }}
            >
              <Bell aria-hidden className="size-6" />
            </span>
            <p className="w-full break-words pt-1 font-semibold text-[19px] leading-6">
              <Outside>{words?.title || 'Title'}</Outside>
            </p>
            <p className="w-full break-words text-[15px] leading-5" style={{ color: colors.quiet }}>
              <Outside>{words?.body || 'Body'}</Outside>
            </p>
            <span
              className="mt-3 flex min-h-11 w-full items-center justify-center break-words rounded-xl px-3 font-semibold text-[16px] text-white"
              style={{ backgroundColor: isDark ? '#0060c0' : colors.button }}
            >
              <Outside>{words?.accept || 'Accept'}</Outside>
            </span>
            <span
              className="flex min-h-10 w-full items-center justify-center break-words text-[16px]"
              style={{ color: colors.second }}
            >
              <Outside>{words?.dismiss || 'Dismiss'}</Outside>
            </span>
            <span aria-hidden className="mt-1 h-1 w-28 rounded-full" style={{ backgroundColor: colors.text }} />
          </div>
        </div>
      </div>
    </section>
  )
}
