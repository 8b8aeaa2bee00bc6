import type { ReactNode } from 'react'
import { classNames } from './class-names'

export function DescriptionList({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <dl
      className={classNames(
        'grid grid-cols-[minmax(96px,auto)_minmax(0,1fr)] items-baseline gap-x-4 gap-y-0.5',
        className,
      )}
    >
      {children}
    </dl>
  )
}

/** Shows a dash when there is no value. */
export function Described({ term, children }: { term: ReactNode; children: ReactNode }) {
  const isEmpty = children === undefined || children === null || children === ''
  return (
    <>
      <dt className="text-faint leading-6">{term}</dt>
      <dd className="wrap-anywhere min-w-0 leading-6 [&>span]:leading-6">
        {isEmpty ? <span className="text-faint">–</span> : children}
      </dd>
    </>
  )
}
