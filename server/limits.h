/* Every limit of the server, by name. Bodies and parameters have theirs in
 * openapi.json. */
#ifndef LAPWING_SERVE_LIMITS_H
#define LAPWING_SERVE_LIMITS_H

#define SERVE_CONNECTIONS_MAX 256u         /* open at once */
#define SERVE_PER_HOST_MAX    128u         /* of one address */
#define SERVE_HEAD_BYTES_MAX  (32u << 10)  /* a request's line and headers */
#define SERVE_TARGET_MAX      8192u        /* path and query, as sent */
#define SERVE_ANSWER_MAX      (256u << 20) /* an answer in memory */
#define SERVE_ANSWERS_MAX     (512u << 20) /* of all that are not taken yet */
#define SERVE_KEPT_MAX        64u        /* answers that are kept for who asks again */
#define SERVE_KEPT_BYTES_MAX  (8u << 20) /* all together; one has an eighth at most */
#define SERVE_IDLE_SECONDS    10u        /* nothing comes, nothing is taken */
#define SERVE_HEAD_SECONDS    15         /* from one request's end to the next's head */
#define SERVE_BODY_SECONDS    60         /* until its body is there */
#define SERVE_SEND_SECONDS    300        /* until its answer is taken */
#define SERVE_STOP_SECONDS    20         /* for what is under way when it stops */
#define SERVE_WAIT_SECONDS    10         /* for a thread that answers */
#define SERVE_PATIENT_SECONDS 1   /* then it is seen whether the client still waits */
#define SERVE_SLOW_MAX        16u /* slow requests that wait */
#define SERVE_STREAMS_MAX     64u /* streams open at once */
#define SERVE_STREAM_CLAIMS   50u /* told of a revision */
#define SERVE_BEAT_SECONDS    15  /* a stream says that it is alive */
#define SERVE_MESSAGES_MAX    20u /* told of faults in what is sent */
#define SERVE_TOKEN_MIN       16u /* bytes of a token */
#define SERVE_TOKEN_MAX       256u
#define SERVE_JSON_DEPTH_MAX  8 /* of what is sent */

#endif
