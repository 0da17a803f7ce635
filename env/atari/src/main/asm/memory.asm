; volley: sizes, states and memory

; ---------------------------------------------------------------------------------------------------
; Sizes and places, in colour clocks (x) and lines (y; 0 is the first line of the court)
; ---------------------------------------------------------------------------------------------------
COURT_LINES     = 138
COURT_LEFT      = 8             ; the side walls are 8 wide
COURT_RIGHT     = 152
BALL_WIDTH      = 8
BALL_LINES      = 12
BALL_MIN_X      = COURT_LEFT
BALL_MAX_X      = COURT_RIGHT-BALL_WIDTH
BALL_HIDDEN     = 200           ; a y outside the court
PADDLE_LINES    = 6
PADDLE_Y        = 122
FLOOR_Y         = COURT_LINES-BALL_LINES
THROWER_LINES   = 12
THROWER_HALF    = 4             ; (width of the thrower - width of the ball) / 2
THROWER_SPEED   = 6             ; per frame
TARGET_SCORE    = 21

THROWER_SCORE_COLOUR = $46      ; red
PLAYER_SCORE_COLOUR  = $C8      ; green
FLASH_COLOUR         = $46

STATE_ATTRACT   = 0             ; waits for RESET or fire, shows the number of the game
STATE_SERVE     = 1             ; the thrower walks to its next place with the ball
STATE_FLIGHT    = 2
STATE_OVER      = 3             ; scores stay until RESET

SERVE_FRAMES    = 14            ; shortest time between two balls
FIRST_SERVE_FRAMES = 30
RALLY_MOST      = 8             ; each return makes the next ball 1/8 line a frame faster, up to this
FLASH_FRAMES    = 10            ; the floor lights up after a miss
REPEAT_FRAMES   = 30            ; a held SELECT advances again after this time

; ---------------------------------------------------------------------------------------------------
; Memory
; ---------------------------------------------------------------------------------------------------
        SEG.U   variables
        ORG     $80
frame           ds 1    ; $80 counts frames
random          ds 2    ; $81 shift register, never 0
ballXFraction   ds 1    ; $83 positions and speeds are 8.8 fixed point
ballX           ds 1    ; $84 left edge of the ball
ballYFraction   ds 1    ; $85
ballY           ds 1    ; $86 top line of the ball; BALL_HIDDEN when there is none
speedX          ds 2    ; $87 signed, low byte first
speedY          ds 2    ; $89
paddleXFraction ds 1    ; $8B
paddleX         ds 1    ; $8C left edge of the paddle
throwerScore    ds 1    ; $8D read by the emulator's Pong settings
playerScore     ds 1    ; $8E read by the emulator's Pong settings
state           ds 1    ; $8F
throwerX        ds 1    ; $90 left edge of the thrower
throwerTarget   ds 1    ; $91
wait            ds 1    ; $92 frames until the next ball
difficulty      ds 1    ; $93 0-3
variant         ds 1    ; $94 4*mode + difficulty
switches        ds 1    ; $95 SWCHB of the last frame
mode            ds 1    ; $96 read by the emulator's Pong settings
repeat          ds 1    ; $97 frames until a held SELECT advances again
stick           ds 1    ; $98 D7: right, D6: left, D5: fire; pressed = 1, mirrored if need be
soundFrames     ds 1    ; $99
flashFrames     ds 1    ; $9A the floor lights up after a miss
paddleShape     ds 1    ; $9B
paddleSize      ds 1    ; $9C
throwerShape    ds 2    ; $9D
leftDigits      ds 5    ; $9F playfield bytes of the two scores, top row first
rightDigits     ds 5    ; $A4
temp            ds 1    ; $A9
tensRow         ds 1    ; $AA
onesRow         ds 1    ; $AB
rowsLeft        ds 1    ; $AC
rallyReturns    ds 1    ; $AD balls returned since the last miss, at most RALLY_MOST
