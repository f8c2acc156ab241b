/* Codes one sentence and writes who did what to whom. */
#include <lapwing/lapwing.h>

#include <stdio.h>

int main(void)
{
    lap_engine *engine;
    lap_workspace *workspace;
    const lap_doc *doc;
    lap_error error;
    const char text[] = "Police arrested 40 protesters in Minsk on Sunday.";
    lap_input input = {
        .text = text, .text_bytes = sizeof text - 1, .date = "2020-08-31"};
    if (lap_engine_new(NULL, &engine, &error) ||
        lap_workspace_new(engine, &workspace) ||
        lap_workspace_read(workspace, &input, &doc, &error))
        return 1;
    for (size_t e = 0; e < lap_doc_event_count(doc); e++) {
        lap_event event;
        lap_entity actor = {0};
        if (lap_doc_event(doc, e, &event) == LAP_OK &&
            lap_doc_entity(doc, e, LAP_ACTOR, 0, &actor) == LAP_OK)
            printf("%s %s by %.*s (%s %s) on %s\n", event.event, event.status,
                   (int)actor.text.bytes, actor.text.at, actor.country, actor.sector,
                   event.from);
    }
    lap_workspace_free(workspace);
    lap_engine_free(engine);
    return 0;
}
