-- Moves jobs from one list to the back of another, the oldest first, as they are: a job that used up its attempts gets
-- one more, and its count stays. KEYS: from, to; ARGV: most (500 at most). Returns how many.
local from, to = KEYS[1], KEYS[2]
local wrong = wrong_type({[from] = 'list', [to] = 'list'})
if wrong then
  return wrong
end

local moved = 0
while moved < tonumber(ARGV[1]) and redis.call('LMOVE', from, to, 'RIGHT', 'LEFT') do
  moved = moved + 1
end
return moved
