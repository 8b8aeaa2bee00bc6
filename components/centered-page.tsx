import type { ReactNode } from 'react'
import { classNames } from './ui/class-names'
import { PageTitle } from './ui/page-title'
import { Wordmark } from './wordmark'

type Props = { title: string; className?: string; children: ReactNode }

/** A page outside the desk: a few lines in the middle of the window. */
export function CenteredPage({ title, className = 'max-w-80 gap-6', children }: Props) {
  return (
    <>
      <PageTitle>{title}</PageTitle>
      <main className="flex min-h-dvh flex-col items-center justify-center px-4 py-10">
        <div className={classNames('flex w-full flex-col', className)}>
          <Wordmark className="self-start" />
          {children}
        </div>
      </main>
    </>
  )
}
