'use client'

import { useFormStatus } from 'react-dom'
import { Button, type ButtonProps } from '@/components/ui/button'

/** The submit button of a `<form action>`. Pending while its form is. */
export function SubmitButton({ variant = 'primary', ...rest }: ButtonProps) {
  const { pending } = useFormStatus()
  return <Button {...rest} type="submit" variant={variant} isPending={pending} />
}
