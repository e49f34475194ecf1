'use client'

import dynamic from 'next/dynamic'

/*
 * What one can do to a single row. The sheet is read without it, so its scripts come on their own: with the row when
 * the page is drawn, ahead of time once the sheet has come to rest.
 */
export const SheetCell = dynamic(() => import('./sheet-cell').then((module) => module.SheetCell))
export const NotesEditor = dynamic(() => import('./notes-editor').then((module) => module.NotesEditor))
export const ArchiveButton = dynamic(() => import('./archive-button').then((module) => module.ArchiveButton))
export const CheckNowButton = dynamic(() => import('./check-now-button').then((module) => module.CheckNowButton))
export const CheckAttestDialog = dynamic(() =>
  import('./check-attest-dialog').then((module) => module.CheckAttestDialog),
)
export const CommentForm = dynamic(() => import('./comments/comment-form').then((module) => module.CommentForm))
export const CommentLine = dynamic(() => import('./comments/comment-line').then((module) => module.CommentLine))
export const SeenButton = dynamic(() => import('./comments/seen-button').then((module) => module.SeenButton))

/** Ahead of time, so that a row that is opened stands there at once. */
export function loadRowLeaves(): void {
  const loading = [
    ...[import('./sheet-cell'), import('./notes-editor'), import('./archive-button'), import('./check-now-button')],
    ...[import('./check-attest-dialog'), import('./comments/comment-form'), import('./comments/comment-line')],
  ]
  // Without a connection they are asked for again when a row is opened.
  void Promise.allSettled(loading)
}
