import { classNames } from './class-names'

/** Set its final size by className. Appears only if loading takes over 200 ms. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={classNames('skeleton block rounded-control', className)} />
}

const placeNames = (count: number) => Array.from({ length: count }, (_, index) => `row-${index}`)

export function TableSkeleton({ rows = 10 }: { rows?: number }) {
  return (
    <output aria-label="Loading" className="flex flex-col">
      {placeNames(rows).map((name) => (
        <span key={name} className="flex h-(--row) items-center gap-6 border-b">
          <Skeleton className="h-3 w-1/4" />
          <Skeleton className="h-3 w-1/6" />
          <Skeleton className="h-3 flex-1" />
          <Skeleton className="h-3 w-16" />
        </span>
      ))}
    </output>
  )
}
