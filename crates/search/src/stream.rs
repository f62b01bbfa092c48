//! A stream of tokens that are all known beforehand.

use tantivy::tokenizer::{Token, TokenStream};

pub(crate) struct Ready {
    tokens: Vec<Token>,
    next: usize,
}

impl Ready {
    pub(crate) fn new(mut tokens: Vec<Token>) -> Self {
        if tokens.is_empty() {
            tokens.push(Token::default());
            return Self { tokens, next: 1 };
        }
        Self { tokens, next: 0 }
    }

    fn at(&self) -> usize {
        self.next.saturating_sub(1).min(self.tokens.len() - 1)
    }
}

impl TokenStream for Ready {
    fn advance(&mut self) -> bool {
        let more = self.next < self.tokens.len();
        self.next += usize::from(more);
        more
    }

    fn token(&self) -> &Token {
        &self.tokens[self.at()]
    }

    fn token_mut(&mut self) -> &mut Token {
        let at = self.at();
        &mut self.tokens[at]
    }
}
