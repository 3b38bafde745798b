"""model: the owner's own model, off unless an address is given.

    prompt, fenced sources ──► request ── client (budget, breaker) ── gateway, events ──► reply
    reply ── written ──► sentences with the sources they cite ── gate ──► those that are proved

The model is spoken to as OpenAI's is (chat completions, embeddings), as Ollama, llama.cpp and vLLM
answer too. What it writes is a draft: no sentence is handed on that the support gate refuses.
"""
