//! The state of the arc-eager system with sentence breaks, and what each move does to it.

/// No token.
const NONE: u32 = u32::MAX;

/// What a move does, labels left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// The front of the buffer goes onto the stack.
    Shift,
    /// The top of the stack is done with, or goes back to the buffer where it has no head yet.
    Reduce,
    /// The top of the stack becomes a dependent of the front of the buffer.
    Left,
    /// The front of the buffer becomes a dependent of the top of the stack.
    Right,
    /// A sentence begins at the second token of the buffer.
    Break,
}

/// A token within the state: its head and its place among the head's dependents.
#[derive(Clone, Copy)]
struct Node {
    head: u32,
    label: u16,
    /// The dependent last attached on either side.
    last_left: u32,
    last_right: u32,
    /// The dependent of the same head and side attached before this one.
    previous: u32,
    unshiftable: bool,
    sentence_start: bool,
}

/// A partly parsed text.
pub struct State {
    nodes: Vec<Node>,
    stack: Vec<u32>,
    /// Tokens put back from the stack, the front of the buffer last.
    returned: Vec<u32>,
    next: u32,
}

impl State {
    /// All of `length` tokens in the buffer.
    pub fn new(length: usize) -> Self {
        let node = Node {
            head: NONE,
            label: 0,
            last_left: NONE,
            last_right: NONE,
            previous: NONE,
            unshiftable: false,
            sentence_start: false,
        };
        let mut nodes = vec![node; length];
        if let Some(first) = nodes.first_mut() {
            first.sentence_start = true;
        }
        State { nodes, stack: Vec::new(), returned: Vec::new(), next: 0 }
    }

    /// Whether stack and buffer are empty.
    pub fn is_final(&self) -> bool {
        self.stack.is_empty() && self.buffered() == 0
    }

    fn buffered(&self) -> usize {
        self.nodes.len() - self.next as usize + self.returned.len()
    }

    fn on_stack(&self, depth: usize) -> u32 {
        self.stack.len().checked_sub(depth + 1).map_or(NONE, |at| self.stack[at])
    }

    fn in_buffer(&self, depth: usize) -> u32 {
        match self.returned.len().checked_sub(depth + 1) {
            Some(at) => self.returned[at],
            None => {
                let at = self.next as usize + depth - self.returned.len();
                if at < self.nodes.len() { at as u32 } else { NONE }
            }
        }
    }

    /// The first token that has not been touched.
    pub fn next(&self) -> usize {
        self.next as usize
    }

    /// The tokens that the scorer sees: two of the buffer, three of the stack, and the
    /// dependents last attached to the front of the one and the top of the other.
    pub fn features(&self) -> [Option<usize>; 8] {
        let (front, top) = (self.in_buffer(0), self.on_stack(0));
        let node = |token: u32| (token != NONE).then(|| &self.nodes[token as usize]);
        [
            front,
            self.in_buffer(1),
            top,
            self.on_stack(1),
            self.on_stack(2),
            node(front).map_or(NONE, |node| node.last_left),
            node(top).map_or(NONE, |node| node.last_left),
            node(top).map_or(NONE, |node| node.last_right),
        ]
        .map(|token| (token != NONE).then_some(token as usize))
    }

    /// Which actions may be taken, in the order of [`Action`]. At least one may.
    pub fn allowed(&self) -> [bool; 5] {
        let buffered = self.buffered();
        let front = (buffered > 0).then(|| &self.nodes[self.in_buffer(0) as usize]);
        let starts = front.is_some_and(|node| node.sentence_start);
        let unshiftable = front.is_some_and(|node| node.unshiftable);
        let stacked = !self.stack.is_empty();
        let arc = stacked && buffered > 0 && !starts;
        let breaks = buffered >= 2 && {
            let (first, second) = (self.in_buffer(0), self.in_buffer(1));
            second == first + 1 && !self.nodes[second as usize].sentence_start
        };
        [!stacked || (buffered >= 2 && !starts && !unshiftable), stacked, arc, arc, breaks]
    }

    /// Takes an allowed action.
    pub fn take(&mut self, action: Action, label: u16) {
        let (front, top) = (self.in_buffer(0), self.on_stack(0));
        match action {
            Action::Shift => self.shift(),
            Action::Reduce => {
                self.stack.pop();
                let node = &mut self.nodes[top as usize];
                if node.head == NONE && !self.stack.is_empty() {
                    node.unshiftable = true;
                    self.returned.push(top);
                }
            }
            Action::Left => {
                self.detach(top);
                self.attach(top, front, label);
                let previous = std::mem::replace(&mut self.nodes[front as usize].last_left, top);
                self.nodes[top as usize].previous = previous;
                self.nodes[front as usize].unshiftable = false;
                self.stack.pop();
            }
            Action::Right => {
                self.attach(front, top, label);
                let previous = std::mem::replace(&mut self.nodes[top as usize].last_right, front);
                self.nodes[front as usize].previous = previous;
                self.shift();
            }
            Action::Break => {
                let second = self.in_buffer(1);
                self.nodes[second as usize].sentence_start = true;
            }
        }
    }

    fn shift(&mut self) {
        let front = self.in_buffer(0);
        if self.returned.pop().is_none() {
            self.next += 1;
        }
        self.stack.push(front);
    }

    /// Removes an arc that a better one replaces: the token is the last right dependent.
    fn detach(&mut self, token: u32) {
        let Node { head, previous, .. } = self.nodes[token as usize];
        if head != NONE {
            self.nodes[head as usize].last_right = previous;
        }
    }

    fn attach(&mut self, token: u32, head: u32, label: u16) {
        let node = &mut self.nodes[token as usize];
        (node.head, node.label) = (head, label);
    }

    /// The head and label of every token; none where it was given none.
    pub fn arcs(&self) -> impl Iterator<Item = Option<(u32, u16)>> + '_ {
        self.nodes.iter().map(|node| (node.head != NONE).then_some((node.head, node.label)))
    }
}
