'use client'

import { type ReactNode, useEffect, useRef } from 'react'

/** Bar fixed to the bottom of the page. Publishes its height so that toasts and page padding clear it. */
export function BottomBar({ label, children }: { label: string; children: ReactNode }) {
  const bar = useRef<HTMLElement>(null)
  useEffect(() => {
    const root = document.documentElement.style
    const observer = new ResizeObserver(() => root.setProperty('--bottom-bar', `${bar.current?.offsetHeight ?? 0}px`))
    if (bar.current) observer.observe(bar.current)
    return () => {
      observer.disconnect()
      root.removeProperty('--bottom-bar')
    }
  }, [])
  return (
    <section
      ref={bar}
      aria-label={label}
      className="fixed inset-x-0 bottom-0 z-40 border-t border-line-strong bg-raised md:left-[232px]"
    >
      <div className="mx-auto flex max-w-[1280px] flex-wrap items-center justify-between gap-x-3 gap-y-2 px-4 py-3 md:px-8">
        {children}
      </div>
    </section>
  )
}
