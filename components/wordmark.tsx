import { classNames } from './ui/class-names'

export function Wordmark({ className }: { className?: string }) {
  return (
    <span className={classNames('inline-flex items-center gap-2 font-semibold text-md tracking-tight', className)}>
      <svg viewBox="0 0 24 24" aria-hidden="true" className="size-6">
        <rect width="24" height="24" rx="6" className="fill-accent" />
        <path
          d="M7 15.5h10M8.5 15.5V11a3.5 3.5 0 0 1 7 0v4.5M10.7 18.2h2.6"
          className="fill-none stroke-white"
          strokeWidth="1.6"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
        <circle cx="16.6" cy="7.6" r="2" className="fill-white" />
      </svg>
      Pushdesk
    </span>
  )
}
