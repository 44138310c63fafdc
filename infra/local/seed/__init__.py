"""The demo city: synthetic people, companies, machines and paper (模拟), loaded by public verbs."""
