; volley: stick, switches and paddle

; stick: what the player wants, mirrored when the right difficulty switch is at A.
ReadStick SUBROUTINE
        lda     SWCHA
        eor     #$FF
        and     #$C0
        bit     SWCHB
        bpl     .straight
        cmp     #$40            ; one direction alone changes to the other
        beq     .swap
        cmp     #$80
        bne     .straight
.swap   eor     #$C0
.straight
        sta     stick
        lda     INPT4
        bmi     .done
        lda     #$20
        ora     stick
        sta     stick
.done   rts

; The register moves in every frame, further when the player acts or on another difficulty: the same play
; gives the same game, any other play another one.
StepRandom SUBROUTINE
        lda     stick
        lsr
        lsr
        lsr
        lsr
        lsr
        clc
        adc     difficulty
        tax                     ; 0-10 steps more
.step   lsr     random+1
        ror     random
        bcc     .shifted
        lda     random+1
        eor     #$B4            ; x^16 + x^14 + x^13 + x^11 + 1
        sta     random+1
.shifted
        dex
        bpl     .step
        rts

; Difficulty, SELECT and RESET.
ReadSwitches SUBROUTINE
        lda     SWCHB
        tay
        asl
        rol
        rol
        and     #3
        sta     difficulty
        tya
        and     #2
        bne     .released
        lda     switches
        and     #2
        bne     .advance        ; pressed just now
        dec     repeat
        bne     .reset
.advance
        lda     mode
        eor     #1
        sta     mode
        lda     #REPEAT_FRAMES
        sta     repeat
        jsr     ClearGame
        lda     #STATE_ATTRACT
        sta     state
.released
.reset  sty     switches
        lda     mode
        asl
        asl
        ora     difficulty
        sta     variant
        tya
        lsr                     ; RESET pressed: carry clear
        bcc     NewGame
        lda     state
        bne     .return
        lda     stick
        and     #$20
        bne     NewGame
.return rts

NewGame SUBROUTINE
        jsr     ClearGame
        jsr     NextServe
        lda     #FIRST_SERVE_FRAMES
        sta     wait
        rts

ClearGame SUBROUTINE
        lda     #0
        sta     throwerScore
        sta     playerScore
        sta     flashFrames
        sta     paddleXFraction
        sta     rallyReturns
        lda     #COURT_LEFT+64
        sta     paddleX
        lda     #BALL_HIDDEN
        sta     ballY
        rts

MovePaddle SUBROUTINE
        ldx     #0              ; walk
        lda     stick
        and     #$20
        beq     .walk
        inx                     ; run
.walk   bit     stick
        bmi     .right
        bvs     .left
        rts
.right  bvs     .both           ; both directions: stay
        lda     paddleXFraction
        clc
        adc     PaddleSpeedLow,x
        sta     paddleXFraction
        lda     paddleX
        adc     PaddleSpeedHigh,x
        ldx     difficulty
        cmp     PaddleMaxX,x
        bcc     .move
        lda     PaddleMaxX,x
        bne     .move
.left   lda     paddleXFraction
        sec
        sbc     PaddleSpeedLow,x
        sta     paddleXFraction
        lda     paddleX
        sbc     PaddleSpeedHigh,x
        cmp     #COURT_LEFT
        bcs     .move
        lda     #COURT_LEFT
.move   sta     paddleX
.both   ldx     difficulty      ; a switch may just have made the paddle wider
        lda     PaddleMaxX,x
        cmp     paddleX
        bcs     .fits
        sta     paddleX
.fits   rts
