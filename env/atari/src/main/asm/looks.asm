; volley: what the picture needs besides the beam, and all tables

; Puts graphics X at clock A + 3: one line, and the caller's HMOVE after it.
Place SUBROUTINE
        sta     WSYNC
        sec
.divide sbc     #15
        bcs     .divide
        eor     #7
        asl
        asl
        asl
        asl
        sta     HMP0,x
        sta     RESP0,x
        rts

PrepareDigits SUBROUTINE
        lda     state
        bne     .scores
        ldx     mode            ; the number of the game on the left, nothing on the right
        inx
        txa
        ldx     #0
        jsr     TwoDigits
        ldx     #4
        lda     #0
.empty  sta     rightDigits,x
        dex
        bpl     .empty
        rts
.scores lda     throwerScore
        ldx     #0
        jsr     TwoDigits
        lda     playerScore
        ldx     #rightDigits-leftDigits
        jsr     TwoDigits
        ldx     #4              ; the right half of the playfield is drawn last bit first
.turn   lda     rightDigits,x
        asl
        ror     rightDigits,x
        asl
        ror     rightDigits,x
        asl
        ror     rightDigits,x
        asl
        ror     rightDigits,x
        asl
        ror     rightDigits,x
        asl
        ror     rightDigits,x
        asl
        ror     rightDigits,x
        asl
        ror     rightDigits,x
        dex
        bpl     .turn
        rts

; The five rows of the number A (0-99) to leftDigits+X.
TwoDigits SUBROUTINE
        ldy     #BLANK_DIGIT    ; no leading zero
        cmp     #10
        bcc     .split
        ldy     #0
.tens   iny
        sec
        sbc     #10
        cmp     #10
        bcs     .tens
.split  pha
        lda     TimesFive,y
        sta     tensRow
        pla
        tay
        lda     TimesFive,y
        sta     onesRow
        lda     #5
        sta     rowsLeft
.row    ldy     tensRow
        lda     Digits,y
        and     #$F0
        sta     temp
        ldy     onesRow
        lda     Digits,y
        and     #$0F
        ora     temp
        sta     leftDigits,x
        inx
        inc     tensRow
        inc     onesRow
        dec     rowsLeft
        bne     .row
        rts

PrepareLooks SUBROUTINE
        ldx     difficulty
        lda     PaddleShape,x
        sta     paddleShape
        lda     PaddleSize,x
        sta     paddleSize
        ldx     mode
        lda     ThrowerLow,x
        sta     throwerShape
        lda     #>ThrowerShapes
        sta     throwerShape+1
        rts

; ---------------------------------------------------------------------------------------------------
; Tables
; ---------------------------------------------------------------------------------------------------

; by difficulty: normal, expert, mirror, expert mirror
PaddleShape     .byte   $F0, $FC, $F0, $FC
PaddleSize      .byte   7, 5, 7, 5              ; 4 bits of 4 clocks, 6 bits of 2 clocks
PaddleMaxX      .byte   COURT_RIGHT-16, COURT_RIGHT-12, COURT_RIGHT-16, COURT_RIGHT-12
CatchWidth      .byte   21, 17, 21, 17          ; paddle + ball - 3
CatchMiddle     .byte   10, 8, 10, 8
Gravity         .byte   13, 24, 13, 24          ; 1/256 line a frame, each frame
RallySpeed      .byte   $80, $20, $80, $20      ; sideways, 1/256 clock a frame more than in catch
RiseSpeedHigh   .byte   <-4, <-5, <-4, <-5

; walk 2.5 clocks a frame, run (fire held) 4
PaddleSpeedLow  .byte   $80, $00
PaddleSpeedHigh .byte   2, 4

; by variant: catch at difficulty 0-3, rally at difficulty 0-3
FallSpeedLow    .byte   $00, $80, $00, $80, $80, $40, $80, $40
FallSpeedHigh   .byte   1, 1, 1, 1, 2, 3, 2, 3
CourtColour     .byte   $82, $40, $9C, $2C, $60, $02, $CC, $0C
WallColour      .byte   $88, $46, $94, $24, $68, $08, $C4, $06
BallColour      .byte   $1E, $0E, $00, $80, $AE, $3C, $40, $60
PaddleColour    .byte   $CC, $2C, $60, $40, $4C, $BC, $80, $B0
ThrowerColour   .byte   $4A, $3A, $9C, $2C, $6A, $0C, $CC, $0C

; +-1/8, then +-1/4 to +-7/4 clock a frame
ThrowSpeedLow   .byte   $20, $40, $80, $C0, $00, $40, $80, $C0
                .byte   $E0, $C0, $80, $40, $00, $C0, $80, $40
ThrowSpeedHigh  .byte   0, 0, 0, 0, 1, 1, 1, 1
                .byte   $FF, $FF, $FF, $FF, $FF, $FE, $FE, $FE

; by sound
SoundTone       .byte   4, 4, 8, 12
SoundPitch      .byte   24, 10, 18, 20
SoundFrames     .byte   6, 12, 20, 28

TimesFive       .byte   0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50
BLANK_DIGIT     = 10
        ALIGN   256
Digits  ; 3 of 4 columns, the same in both halves of a byte
        .byte   $EE, $AA, $AA, $AA, $EE
        .byte   $44, $CC, $44, $44, $EE
        .byte   $EE, $22, $EE, $88, $EE
        .byte   $EE, $22, $66, $22, $EE
        .byte   $AA, $AA, $EE, $22, $22
        .byte   $EE, $88, $EE, $22, $EE
        .byte   $EE, $88, $EE, $AA, $EE
        .byte   $EE, $22, $22, $22, $22
        .byte   $EE, $AA, $EE, $AA, $EE
        .byte   $EE, $AA, $EE, $22, $EE
        .byte   0, 0, 0, 0, 0

BallShape
        .byte   %00111100
        .byte   %01111110
        .byte   %11111111
        .byte   %11111111
        .byte   %11111111
        .byte   %11111111
        .byte   %11111111
        .byte   %11111111
        .byte   %11111111
        .byte   %11111111
        .byte   %01111110
        .byte   %00111100

; last line first
ThrowerShapes
Juggler .byte   %01100110
        .byte   %00100100
        .byte   %00111100
        .byte   %00111100
        .byte   %10111101
        .byte   %10111101
        .byte   %11111111
        .byte   %01111110
        .byte   %00011000
        .byte   %00111100
        .byte   %00111100
        .byte   %00011000
Racket  .byte   %11111111
        .byte   %11111111
        .byte   %11111111
        .byte   %11111111
        .byte   %01111110
        .byte   %00111100
        .byte   0, 0, 0, 0, 0, 0
ThrowerLow      .byte   <Juggler, <Racket
