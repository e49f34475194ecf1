'use client'

import { AtSign } from 'lucide-react'
import { useRef } from 'react'
import { TextareaField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { Menu, MenuItem } from '@/components/ui/menu'

type CommentFieldProps = {
  label: string
  value: string
  error: string | undefined
  people: readonly string[]
  onChange: (text: string) => void
}

/** The text of a comment; a menu puts names in for those who do not type them. */
export function CommentField({ label, value, error, people, onChange }: CommentFieldProps) {
  const field = useRef<HTMLTextAreaElement>(null)
  const mention = (name: string) => {
    const space = value === '' || /\s$/.test(value) ? '' : ' '
    onChange(`${value}${space}@${name} `)
    // The menu gives the focus back to its button first.
    setTimeout(() => field.current?.focus(), 0)
  }
  return (
    <div className="space-y-1.5">
      <TextareaField
        ref={field}
        label={label}
        labelHidden
        rows={2}
        value={value}
        error={error}
        placeholder="Write a comment. @ and a name tells that person."
        onChange={(event) => onChange(event.target.value)}
      />
      {people.length > 0 ? (
        <Menu
          align="start"
          trigger={
            <Button size="sm" variant="ghost" icon={<AtSign />}>
              Mention
            </Button>
          }
        >
          <div className="quiet-scroll max-h-[min(320px,50dvh)] overflow-y-auto">
            {people.map((name) => (
              <MenuItem key={name} onSelect={() => mention(name)}>
                {name}
              </MenuItem>
            ))}
          </div>
        </Menu>
      ) : null}
    </div>
  )
}
